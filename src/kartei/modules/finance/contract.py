"""What the shell and later modules may use of money."""

from kartei.modules.finance.rules.assigning import assign
from kartei.modules.finance.rules.balances import balance
from kartei.modules.finance.rules.calling import Call, calls, debtors
from kartei.modules.finance.rules.client_account import account
from kartei.modules.finance.rules.debts import COMPANY, PERSON, Asked, Client
from kartei.modules.finance.rules.debts import invoices as open_invoices
from kartei.modules.finance.rules.debts_file import debts_xlsx
from kartei.modules.finance.rules.forecast import Wish as ForecastWish
from kartei.modules.finance.rules.forecast import forecast
from kartei.modules.finance.rules.locks import closed
from kartei.modules.finance.rules.matched import confirm, match_later, proposals
from kartei.modules.finance.rules.reasons import doubt_words, reason_words
from kartei.modules.finance.rules.receipts import received
from kartei.modules.finance.rules.reconciling import Choice, addresses, movement, named_firms
from kartei.modules.finance.rules.reconciling import Wish as StatementWish
from kartei.modules.finance.rules.reconciling import choice as statement_choice
from kartei.modules.finance.rules.reconciling import pdf as statement_pdf
from kartei.modules.finance.rules.reconciling import xlsx as statement_xlsx
from kartei.modules.finance.rules.showing import entries_of
from kartei.modules.finance.rules.statement_letter import send as send_statement

#: Objects that owe money.
CLIENTS = (COMPANY, PERSON)

__all__ = [
    "CLIENTS",
    "Asked",
    "Call",
    "Choice",
    "Client",
    "ForecastWish",
    "StatementWish",
    "account",
    "addresses",
    "assign",
    "balance",
    "calls",
    "closed",
    "confirm",
    "debtors",
    "debts_xlsx",
    "doubt_words",
    "entries_of",
    "forecast",
    "match_later",
    "movement",
    "named_firms",
    "open_invoices",
    "proposals",
    "reason_words",
    "received",
    "send_statement",
    "statement_choice",
    "statement_pdf",
    "statement_xlsx",
]
