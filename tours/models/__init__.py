from tours.models.change import Proposer, TourChange
from tours.models.junction import Junction
from tours.models.tour import MEANS, Stop, Tour

__all__ = ["MEANS", "Junction", "Proposer", "Stop", "Tour", "TourChange"]
