from desks.models.change import DeskChange
from desks.models.day import DeskDay, StandInAsk
from desks.models.desk import Desk
from desks.models.host import DeskHost, HostRemoval

__all__ = ["Desk", "DeskChange", "DeskDay", "DeskHost", "HostRemoval", "StandInAsk"]
