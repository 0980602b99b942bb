//! Why an answer was graded as it was: a value without language, and its sentence in English and German.
//!
//! A reason of a wrong answer never holds the right one: it may be shown before that may be.

use crate::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "key", rename_all = "snake_case")]
pub enum Reason {
    /// Nothing was answered.
    Empty,
    TooLong {
        characters: usize,
    },
    /// The item has no answer to compare with.
    NoKey,
    /// The response has another form than the kind asks for.
    WrongForm,
    Exact,
    /// Written differently: case, accents, marks, article, spaces.
    Normalised,
    Accepted {
        answer: String,
    },
    /// An accepted answer that has only part of the points.
    Partial {
        answer: String,
    },
    /// A mistake that the author foresaw.
    ForeseenMistake {
        answer: String,
    },
    OtherAnswer {
        answer: String,
    },
    CaseDiffers,
    ArticleDiffers,
    /// One says what the other denies.
    NegationDiffers,
    Typo {
        answer: String,
    },
    /// Near in spelling, and another word.
    OtherWord,
    NoMatch,
    Listed {
        found: usize,
        of: usize,
        wrong: usize,
    },
    SameNumber,
    WithinTolerance {
        tolerance: String,
    },
    WithinRange,
    ConvertedNumber,
    OtherNumber {
        read: String,
    },
    NotANumber,
    UnclearNumber,
    DivisionByZero,
    UnitMissing {
        unit: String,
    },
    OtherUnit {
        given: String,
    },
    UnknownUnit {
        given: String,
    },
    SameFormula,
    EquivalentFormula,
    OtherFormula,
    /// The same values, but not defined for the same numbers.
    OtherDomain,
    /// The same but for single points where one is not defined.
    Hole,
    OtherRelation,
    NotAFormula {
        place: usize,
    },
    TooDeep,
    UndecidedFormula,
    KeyPoints {
        found: usize,
        of: usize,
    },
    PointFound {
        point: String,
    },
    PointMissing,
    PointNegated,
    Chosen {
        right: usize,
        wrong: usize,
        missed: usize,
    },
    NotOneOption,
    RightTruth,
    WrongTruth,
    NoTruth,
    Pairs {
        right: usize,
        of: usize,
    },
    Places {
        right: usize,
        of: usize,
    },
    Gaps {
        right: usize,
        of: usize,
    },
    Ticked {
        points: String,
        of: String,
    },
}

impl Reason {
    /// A whole sentence.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::German => self.german(),
        }
    }

    fn english(&self) -> String {
        let fixed = match self {
            Reason::Empty => "Nothing was answered.",
            Reason::TooLong { characters } => {
                return format!("The answer is too long: at most {characters} characters are read.");
            }
            Reason::NoKey => "This question has no answer on record, so nothing can be compared.",
            Reason::WrongForm => "This is not the form of answer that the question asks for.",
            Reason::Exact => "This is the answer, word for word.",
            Reason::Normalised => "This is the answer; only the way of writing differs.",
            Reason::Accepted { answer } => return format!("“{answer}” is accepted as well."),
            Reason::Partial { answer } => return format!("“{answer}” is worth part of the points."),
            Reason::ForeseenMistake { answer } => return format!("“{answer}” is a known wrong answer."),
            Reason::OtherAnswer { answer } => {
                return format!("“{answer}” is the answer to another question of this deck.");
            }
            Reason::CaseDiffers => "Capital and small letters matter here, and they differ.",
            Reason::ArticleDiffers => "The article is another one.",
            Reason::NegationDiffers => "This says the opposite: a negation was added or left out.",
            Reason::Typo { answer } => return format!("This is “{answer}” with a slip in the spelling."),
            Reason::OtherWord => "This is close in spelling, but it is another word.",
            Reason::NoMatch => "This is none of the accepted answers.",
            Reason::Listed { found, of, wrong: 0 } => return format!("{found} of {of} were named."),
            Reason::Listed { found, of, wrong } => {
                return format!("{found} of {of} were named, and {wrong} that do not belong.");
            }
            Reason::SameNumber => "The number is right.",
            Reason::WithinTolerance { tolerance } => {
                return format!("The number is within the tolerance of {tolerance}.");
            }
            Reason::WithinRange => "The number is within the range that is right.",
            Reason::ConvertedNumber => "The number is right once the units are converted.",
            Reason::OtherNumber { read } => return format!("This was read as {read}, which is another number."),
            Reason::NotANumber => "This could not be read as one number.",
            Reason::UnclearNumber => "The separators in this number are unclear.",
            Reason::DivisionByZero => "Nothing can be divided by zero.",
            Reason::UnitMissing { unit } => return format!("The number is right, but its unit ({unit}) is missing."),
            Reason::OtherUnit { given } => return format!("The unit {given} measures something else."),
            Reason::UnknownUnit { given } => return format!("“{given}” is not a unit that is known here."),
            Reason::SameFormula => "The formula is the same.",
            Reason::EquivalentFormula => "The formula is equivalent.",
            Reason::OtherFormula => "The formula has other values.",
            Reason::OtherDomain => "The formula is not defined for the same numbers.",
            Reason::Hole => "The formula has the same values, but is not defined at the same single points.",
            Reason::OtherRelation => "An equation, an inequality and an expression are different things.",
            Reason::NotAFormula { place } => return format!("The formula could not be read at character {place}."),
            Reason::TooDeep => "The formula is too long or too deeply nested to be read.",
            Reason::UndecidedFormula => {
                "Whether the formula is equivalent could not be decided, as its values cannot be computed exactly enough."
            }
            Reason::KeyPoints { found, of } => return format!("{found} of {of} key points were found."),
            Reason::PointFound { point } => return format!("Found: {point}."),
            Reason::PointMissing => "This key point was not found.",
            Reason::PointNegated => "This key point is there, but the text says the opposite.",
            Reason::Chosen { right, wrong: 0, missed: 0 } => {
                return format!("Everything that was chosen is right ({right}).");
            }
            Reason::Chosen { right, wrong, missed } => {
                return format!("Chosen: {right} right and {wrong} wrong; left out: {missed} right.");
            }
            Reason::NotOneOption => "Exactly one of the options should be chosen.",
            Reason::RightTruth => "Rightly judged.",
            Reason::WrongTruth => "It is the other way round.",
            Reason::NoTruth => "This says neither true nor false.",
            Reason::Pairs { right, of } => return format!("{right} of {of} pairs are right."),
            Reason::Places { right, of } => return format!("{right} of {of} are in their place."),
            Reason::Gaps { right, of } => return format!("{right} of {of} gaps are right."),
            Reason::Ticked { points, of } => return format!("{points} of {of} points were ticked."),
        };
        fixed.to_owned()
    }

    fn german(&self) -> String {
        let fixed = match self {
            Reason::Empty => "Es wurde nichts geantwortet.",
            Reason::TooLong { characters } => {
                return format!("Die Antwort ist zu lang: Höchstens {characters} Zeichen werden gelesen.");
            }
            Reason::NoKey => "Zu dieser Frage ist keine Antwort hinterlegt, es gibt nichts zu vergleichen.",
            Reason::WrongForm => "Die Frage verlangt eine andere Form der Antwort.",
            Reason::Exact => "Das ist wörtlich die Antwort.",
            Reason::Normalised => "Das ist die Antwort, nur anders geschrieben.",
            Reason::Accepted { answer } => return format!("„{answer}“ gilt auch."),
            Reason::Partial { answer } => return format!("„{answer}“ gibt einen Teil der Punkte."),
            Reason::ForeseenMistake { answer } => return format!("„{answer}“ ist als falsche Antwort bekannt."),
            Reason::OtherAnswer { answer } => {
                return format!("„{answer}“ ist die Antwort auf eine andere Frage dieses Stapels.");
            }
            Reason::CaseDiffers => "Groß- und Kleinschreibung zählt hier und stimmt nicht.",
            Reason::ArticleDiffers => "Der Artikel ist ein anderer.",
            Reason::NegationDiffers => "Das sagt das Gegenteil: Eine Verneinung ist hinzugekommen oder fehlt.",
            Reason::Typo { answer } => return format!("Das ist „{answer}“ mit einem Schreibfehler."),
            Reason::OtherWord => "Das ist ähnlich geschrieben, aber ein anderes Wort.",
            Reason::NoMatch => "Das ist keine der richtigen Antworten.",
            Reason::Listed { found, of, wrong: 0 } => return format!("{found} von {of} wurden genannt."),
            Reason::Listed { found, of, wrong } => {
                return format!("{found} von {of} wurden genannt, dazu {wrong} nicht dazugehörige.");
            }
            Reason::SameNumber => "Die Zahl stimmt.",
            Reason::WithinTolerance { tolerance } => {
                return format!("Die Zahl liegt in der Toleranz von {}.", tolerance.replace('.', ","));
            }
            Reason::WithinRange => "Die Zahl liegt im richtigen Bereich.",
            Reason::ConvertedNumber => "Die Zahl stimmt nach dem Umrechnen der Einheiten.",
            Reason::OtherNumber { read } => {
                return format!("Das wurde als {} gelesen und ist eine andere Zahl.", read.replace('.', ","));
            }
            Reason::NotANumber => "Das ließ sich nicht als eine Zahl lesen.",
            Reason::UnclearNumber => "Die Trennzeichen in dieser Zahl sind unklar.",
            Reason::DivisionByZero => "Durch null lässt sich nicht teilen.",
            Reason::UnitMissing { unit } => return format!("Die Zahl stimmt, aber ihre Einheit ({unit}) fehlt."),
            Reason::OtherUnit { given } => return format!("Die Einheit {given} misst etwas anderes."),
            Reason::UnknownUnit { given } => return format!("„{given}“ ist keine hier bekannte Einheit."),
            Reason::SameFormula => "Die Formel ist die gleiche.",
            Reason::EquivalentFormula => "Die Formel ist gleichwertig.",
            Reason::OtherFormula => "Die Formel hat andere Werte.",
            Reason::OtherDomain => "Die Formel ist nicht für die gleichen Zahlen definiert.",
            Reason::Hole => "Die Formel hat die gleichen Werte, ist aber an einzelnen Stellen anders definiert.",
            Reason::OtherRelation => "Eine Gleichung, eine Ungleichung und ein Term sind Verschiedenes.",
            Reason::NotAFormula { place } => {
                return format!("Die Formel ließ sich ab dem {place}. Zeichen nicht lesen.");
            }
            Reason::TooDeep => "Die Formel ist zu lang oder zu tief verschachtelt.",
            Reason::UndecidedFormula => {
                "Ob die Formel gleichwertig ist, ließ sich nicht entscheiden, weil ihre Werte nicht genau genug zu berechnen sind."
            }
            Reason::KeyPoints { found, of } => return format!("{found} von {of} Kernpunkten wurden gefunden."),
            Reason::PointFound { point } => return format!("Gefunden: {point}."),
            Reason::PointMissing => "Dieser Kernpunkt wurde nicht gefunden.",
            Reason::PointNegated => "Dieser Kernpunkt kommt vor, aber der Text sagt das Gegenteil.",
            Reason::Chosen { right, wrong: 0, missed: 0 } => return format!("Alles Gewählte ist richtig ({right})."),
            Reason::Chosen { right, wrong, missed } => {
                return format!("Gewählt: {right} richtig und {wrong} falsch; ausgelassen: {missed} richtig.");
            }
            Reason::NotOneOption => "Genau eine der Möglichkeiten ist zu wählen.",
            Reason::RightTruth => "Richtig beurteilt.",
            Reason::WrongTruth => "Es ist umgekehrt.",
            Reason::NoTruth => "Das sagt weder wahr noch falsch.",
            Reason::Pairs { right, of } => return format!("{right} von {of} Paaren sind richtig."),
            Reason::Places { right, of } => return format!("{right} von {of} stehen an ihrem Platz."),
            Reason::Gaps { right, of } => return format!("{right} von {of} Lücken sind richtig."),
            Reason::Ticked { points, of } => return format!("{points} von {of} Punkten wurden abgehakt."),
        };
        fixed.to_owned()
    }
}
