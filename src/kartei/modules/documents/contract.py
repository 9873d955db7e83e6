"""What other modules may use of the documents: packs, and all that priced papers share."""

from kartei.modules.documents.drawing import preview_pages, render_paper, render_table
from kartei.modules.documents.packs import NO_VAT, PACKS, Pack, all_rates, pack
from kartei.modules.documents.packs.ru_codes import currency_words, origin_of, unit_code
from kartei.modules.documents.papers.batch import PRINT, print_many, wanted
from kartei.modules.documents.papers.calculation import register_worker
from kartei.modules.documents.papers.companions import Companion, accompany
from kartei.modules.documents.papers.entity import DECISIONS, SUMS, TERMS, lines_of, sections
from kartei.modules.documents.papers.filling import fill, keep_pictures
from kartei.modules.documents.papers.issue import (
    Issued,
    mail,
    pdf,
    picture,
    printable,
    receivers,
    releasable,
)
from kartei.modules.documents.papers.kind import Kind, kinds, register
from kartei.modules.documents.papers.letters import salutation
from kartei.modules.documents.papers.material import Material, gather
from kartei.modules.documents.papers.models import IssuedPaper, PricedLine, PricedPaper
from kartei.modules.documents.papers.numbers import number
from kartei.modules.documents.papers.pages import Page, Pages, register_pages
from kartei.modules.documents.papers.paper import document, document_of
from kartei.modules.documents.papers.preview import preview
from kartei.modules.documents.papers.pricing import (
    Asked,
    Offered,
    Pricer,
    cleared,
    register_pricer,
)
from kartei.modules.documents.papers.rates import convert
from kartei.modules.documents.papers.sending import (
    DELAY,
    NOWHERE,
    Sending,
    checked,
    proposal,
    send,
    sender,
)
from kartei.modules.documents.papers.sheets import docx, xlsx
from kartei.modules.documents.papers.sides import (
    address_of,
    charged,
    payer_of,
    phone_words,
    rows,
    seen,
)
from kartei.modules.documents.papers.sketch import sketch
from kartei.modules.documents.papers.statements import Reckoning, statement_paper, statement_pdf
from kartei.modules.documents.papers.sums import rounding_of
from kartei.modules.documents.papers.terms import later
from kartei.modules.documents.papers.unfolding import unfold_command
from kartei.modules.documents.papers.wording import SLOTS
from kartei.modules.documents.papers.wording import letter as letter_words
from kartei.modules.documents.render import figures
from kartei.modules.documents.render.figures import amount as money_words
from kartei.modules.documents.render.figures import day as day_words
from kartei.modules.documents.render.figures import percent as percent_words
from kartei.modules.documents.render.handover import Handover, Party, Row
from kartei.modules.documents.render.inwords import in_words
from kartei.modules.documents.render.model import (
    Account,
    ClientSide,
    FirmSide,
    PaperDocument,
    PaperLine,
    PaperSums,
    Payment,
    SenderSide,
)
from kartei.modules.documents.render.pictures import prepare
from kartei.modules.documents.render.statement import Movement, Statement
from kartei.modules.documents.render.totals import (
    Line,
    RateTotals,
    VatMode,
    WholeDiscount,
    compute,
    spread,
)
from kartei.modules.documents.rules.accounts import account_for
from kartei.modules.documents.rules.firms import usual_firm
from kartei.modules.documents.rules.signatories import all_signatories, complete_signing

__all__ = [
    "DECISIONS",
    "DELAY",
    "NOWHERE",
    "NO_VAT",
    "PACKS",
    "PRINT",
    "SLOTS",
    "SUMS",
    "TERMS",
    "Account",
    "Asked",
    "ClientSide",
    "Companion",
    "FirmSide",
    "Handover",
    "Issued",
    "IssuedPaper",
    "Kind",
    "Line",
    "Material",
    "Movement",
    "Offered",
    "Pack",
    "Page",
    "Pages",
    "PaperDocument",
    "PaperLine",
    "PaperSums",
    "Party",
    "Payment",
    "PricedLine",
    "PricedPaper",
    "Pricer",
    "RateTotals",
    "Reckoning",
    "Row",
    "SenderSide",
    "Sending",
    "Statement",
    "VatMode",
    "WholeDiscount",
    "accompany",
    "account_for",
    "address_of",
    "all_rates",
    "all_signatories",
    "charged",
    "checked",
    "cleared",
    "complete_signing",
    "compute",
    "convert",
    "currency_words",
    "day_words",
    "document",
    "document_of",
    "docx",
    "figures",
    "fill",
    "gather",
    "in_words",
    "keep_pictures",
    "kinds",
    "later",
    "letter_words",
    "lines_of",
    "mail",
    "money_words",
    "number",
    "origin_of",
    "pack",
    "payer_of",
    "pdf",
    "percent_words",
    "phone_words",
    "picture",
    "prepare",
    "preview",
    "preview_pages",
    "print_many",
    "printable",
    "proposal",
    "receivers",
    "register",
    "register_pages",
    "register_pricer",
    "register_worker",
    "releasable",
    "render_paper",
    "render_table",
    "rounding_of",
    "rows",
    "salutation",
    "sections",
    "seen",
    "send",
    "sender",
    "sketch",
    "spread",
    "statement_paper",
    "statement_pdf",
    "unfold_command",
    "unit_code",
    "usual_firm",
    "wanted",
    "xlsx",
]
