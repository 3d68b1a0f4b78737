"""From stops to a tour with times: what things tell, the hours, the order, the map."""
