/** The page before finishing: only its clock moves. */
import { Clock } from "./clock.js";

new Clock();
