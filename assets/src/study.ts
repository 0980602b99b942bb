// On the study page only, beside app.js.
import "./elements/card-face.ts";
import { define } from "./lib/enhanced.ts";
import { StudySession } from "./study/session.ts";

define("study-session", StudySession);
