"""One transaction's repositories, side by side. Knows which there are; knows no table and no commit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.storage.attempts import Attempts
from app.storage.card_reviews import CardReviews
from app.storage.document_life import DocumentLife
from app.storage.documents import Documents
from app.storage.erasing import Erasing
from app.storage.figures import Figures
from app.storage.holds import Holds
from app.storage.intake_typed import IntakeTyped
from app.storage.ledger import Ledger
from app.storage.mandates import Mandates
from app.storage.model_calls import ModelCalls
from app.storage.paper_readings import PaperReadings
from app.storage.people import People
from app.storage.runs import Runs
from app.storage.sessions import Sessions
from app.storage.settings_kv import SettingsKv
from app.storage.uploads import Uploads
from app.storage.users import Users


class UnitOfWork:
    """What a transaction may touch; of no use after its block."""

    def __init__(self, session: Session) -> None:
        self.users = Users(session)
        self.mandates = Mandates(session)
        self.intake_typed = IntakeTyped(session)
        self.paper_readings = PaperReadings(session)
        self.documents = Documents(session)
        self.document_life = DocumentLife(session)
        self.model_calls = ModelCalls(session)
        self.runs = Runs(session)
        self.card_reviews = CardReviews(session)
        self.uploads = Uploads(session)
        self.attempts = Attempts(session)
        self.ledger = Ledger(session)
        self.settings_kv = SettingsKv(session)
        self.sessions = Sessions(session)
        self.people = People(session)
        self.holds = Holds(session)
        self.erasing = Erasing(session)
        self.figures = Figures(session)
