// On the page of one thing, a place, a date, an initiative: the visit, the way back, sharing.

import "./share.js";
import "./visit.js";
import "./way-back.js";
