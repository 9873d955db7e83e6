"""Offers as papers, for tests: what documents' rules do for every kind, done for offers."""

from __future__ import annotations

from functools import partial

from kartei.modules.documents import contract
from kartei.modules.offers.contract import KIND

preview = partial(contract.preview, KIND)
pdf = partial(contract.pdf, KIND)
picture = partial(contract.picture, KIND)
mail = partial(contract.mail, KIND)
proposal = partial(contract.proposal, KIND)
send = partial(contract.send, KIND)
document = partial(contract.document, KIND)
