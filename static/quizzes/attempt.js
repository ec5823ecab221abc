/** The attempt's page: only its clock moves. */
import { Clock } from "./clock.js";

new Clock();
