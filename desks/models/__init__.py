from desks.models.day import DeskDay, StandInAsk
from desks.models.desk import Desk
from desks.models.host import DeskHost, HostRemoval

__all__ = ["Desk", "DeskDay", "DeskHost", "HostRemoval", "StandInAsk"]
