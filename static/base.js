/** What every page does: tell moments in the reader's own time zone, and let wide things be scrolled by keyboard. */
import "./statement.js";
import { localiseTimes } from "./times.js";

localiseTimes(document);
