//! Words that are near in spelling and far in meaning: no slip of the other.

/// Of each group no word is a slip of another. Folded: lower case, ss, ae.
const GROUPS: [&[&str]; 92] = [
    &["absorption", "adsorption"],
    &["mitosis", "meiosis"],
    &["mitose", "meiose"],
    &["stalactite", "stalagmite"],
    &["stalaktit", "stalagmit"],
    &["desert", "dessert"],
    &["angle", "angel"],
    &["principal", "principle"],
    &["stationary", "stationery"],
    &["complement", "compliment"],
    &["affect", "effect"],
    &["naive", "native"],
    &["causal", "casual"],
    &["martial", "marital"],
    &["trial", "trail"],
    &["diary", "dairy"],
    &["quiet", "quite"],
    &["united", "untied"],
    &["loose", "loosely"],
    &["council", "counsel", "consul"],
    &["prescribe", "proscribe"],
    &["inhibit", "inhabit"],
    &["ionic", "iconic", "ironic"],
    &["meteor", "meteorite"],
    &["comet", "comment"],
    &["carotene", "keratin", "creatine", "creatinine"],
    &["glycogen", "glucagon"],
    &["glykogen", "glukagon"],
    &["ureter", "urethra"],
    &["ileum", "ilium"],
    &["peroneal", "perineal", "peritoneal"],
    &["trachea", "trochlea"],
    &["thymine", "thiamine"],
    &["thymin", "thiamin"],
    &["cytosine", "cytokine"],
    &["cytosin", "cytokin"],
    &["adenine", "adenosine"],
    &["guanine", "guanidine"],
    &["chromatin", "chromatid"],
    &["centriole", "centromere"],
    &["phosphor", "phosphorus"],
    &["chlorine", "chloride"],
    &["sulfate", "sulfite", "sulfide"],
    &["sulphate", "sulphite", "sulphide"],
    &["austria", "australia"],
    &["slovakia", "slovenia"],
    &["slowakei", "slowenien"],
    &["niger", "nigeria"],
    &["mali", "malawi"],
    &["iran", "iraq", "irak"],
    &["latvia", "lithuania"],
    &["gambia", "zambia"],
    &["dominica", "dominican"],
    &["calvary", "cavalry"],
    &["prussia", "russia"],
    &["historic", "historical"],
    &["economic", "economical"],
    &["conscious", "conscience"],
    &["personal", "personnel"],
    &["moral", "morale"],
    &["human", "humane"],
    &["urban", "urbane"],
    &["through", "though", "thorough", "thought"],
    &["where", "were", "there"],
    &["weather", "whether"],
    &["adapt", "adopt"],
    &["accept", "except"],
    &["elicit", "illicit"],
    &["discreet", "discrete"],
    &["median", "medium", "mediane"],
    &["secant", "second"],
    &["spoke", "spoken"],
    &["broke", "broken"],
    &["write", "wrote", "written"],
    &["drink", "drank", "drunk"],
    &["rezession", "rezension", "sezession"],
    &["evolution", "revolution"],
    &["induktion", "deduktion", "reduktion"],
    &["konvergenz", "konkurrenz"],
    &["reflexion", "reflektor"],
    &["original", "originell"],
    &["rational", "rationell"],
    &["formal", "formell"],
    &["ideal", "ideell"],
    &["real", "reell"],
    &["seelisch", "seelig"],
    &["anscheinend", "scheinbar"],
    &["tarieren", "tradieren"],
    &["dekan", "dekant"],
    &["karton", "kanton"],
    &["kohaesion", "adhaesion"],
    &["endlich", "eigentlich"],
];

/// Beginnings of which none is a slip of another of its group.
const BEGINNINGS: [&[&str]; 11] = [
    &["hyper", "hypo"],
    &["endo", "exo", "ekto", "ecto"],
    &["inter", "intra", "intro"],
    &["macro", "micro"],
    &["makro", "mikro"],
    &["ab", "ad"],
    &["ante", "anti"],
    &["sub", "super", "supra"],
    &["immi", "emi"],
    &["pre", "post", "prae"],
    &["uni", "bi", "tri", "multi"],
];

/// Endings of which none is a slip of another.
const ENGLISH_ENDINGS: [&str; 20] = [
    "sis", "tic", "ate", "ite", "ide", "ose", "ase", "ane", "ene", "yne", "ol", "one", "ic", "is", "al", "ism", "ist",
    "ity", "ous", "ive",
];
const GERMAN_ENDINGS: [&str; 16] =
    ["at", "it", "id", "ose", "ase", "an", "en", "in", "ol", "on", "ik", "isch", "ismus", "ist", "iv", "al"];

/// Whether two folded words are known to be different ones.
pub(crate) fn are_other_words(a: &str, b: &str, german: bool) -> bool {
    let both = |group: &&&[&str]| group.contains(&a) && group.contains(&b);
    if GROUPS.iter().any(|group| both(&group)) {
        return true;
    }
    let begin = |group: &&[&str]| {
        let of =
            |word: &str| group.iter().copied().filter(|start| word.starts_with(start)).max_by_key(|start| start.len());
        matches!((of(a), of(b)), (Some(x), Some(y)) if x != y)
    };
    if BEGINNINGS.iter().any(begin) {
        return true;
    }
    let endings: &[&str] = if german { &GERMAN_ENDINGS } else { &ENGLISH_ENDINGS };
    let ending = |word: &str| endings.iter().copied().filter(|end| word.ends_with(end)).max_by_key(|end| end.len());
    match (ending(a), ending(b)) {
        (Some(x), Some(y)) if x != y => a.get(..a.len() - x.len()) == b.get(..b.len() - y.len()),
        _ => false,
    }
}
