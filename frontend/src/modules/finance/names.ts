/** Objects of money as the API names them. */
export const PAYMENT = "finance.payment";
export const INVOICE = "billing.invoice";
