/** What every page does: tell moments in the reader's own time zone. */
import { localiseTimes } from "./times.js";

localiseTimes(document);
