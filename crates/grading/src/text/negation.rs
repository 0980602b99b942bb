//! Words and parts of words that deny.

use crate::language::Language;

const ENGLISH: [&str; 18] = [
    "not", "no", "never", "none", "neither", "nor", "without", "nobody", "nothing", "nowhere", "non", "hardly",
    "barely", "scarcely", "rarely", "seldom", "false", "untrue",
];
const GERMAN: [&str; 22] = [
    "nicht",
    "kein",
    "keine",
    "keiner",
    "keinen",
    "keinem",
    "keines",
    "keins",
    "nie",
    "niemals",
    "niemand",
    "niemandem",
    "nichts",
    "nirgends",
    "nirgendwo",
    "ohne",
    "weder",
    "kaum",
    "selten",
    "nein",
    "falsch",
    "unwahr",
];

/// Whether a folded word denies.
pub(crate) fn is_negation(word: &str, language: Language) -> bool {
    match language {
        Language::English => ENGLISH.contains(&word),
        Language::German => GERMAN.contains(&word),
    }
}

/// How many words deny. `not only` and `nicht nur` do not.
pub(crate) fn count(words: &[String], language: Language) -> usize {
    let denies = |at: usize| is_negation(&words[at].to_lowercase(), language) && !is_only(words, at);
    (0..words.len()).filter(|at| denies(*at)).count()
}

/// Whether the word after a negation makes it none: `not only`, `nicht nur`.
pub(crate) fn is_only(words: &[String], at: usize) -> bool {
    words
        .get(at + 1)
        .is_some_and(|next| matches!(next.as_str(), "only" | "just" | "merely" | "nur" | "bloss" | "allein"))
}

/// Parts that turn a word into its opposite, at its start or, from two letters, within a compound.
const PREFIXES: [&str; 15] =
    ["non", "nicht", "un", "in", "im", "il", "ir", "dis", "anti", "miss", "mis", "an", "a", "ent", "de"];

/// Whether one word is the other with such a part put in.
pub(crate) fn is_opposite(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let opposite_suffix = |yes: &str, no: &str| {
        let pair = |a: &str, b: &str| a.strip_suffix(yes).is_some_and(|stem| b.strip_suffix(no) == Some(stem));
        pair(a, b) || pair(b, a)
    };
    if opposite_suffix("ful", "less") || opposite_suffix("voll", "los") {
        return true;
    }
    PREFIXES.iter().any(|prefix| {
        if short.len() < 3 || long.len() != short.len() + prefix.len() {
            return false;
        }
        if long.strip_prefix(prefix) == Some(short) {
            return true;
        }
        // self-incompatible, rechtsungültig
        matches!(*prefix, "un" | "in" | "non" | "nicht" | "dis")
            && long.match_indices(prefix).any(|(at, _)| {
                at >= 3 && short.get(..at) == Some(&long[..at]) && short.get(at..) == Some(&long[at + prefix.len()..])
            })
    })
}
