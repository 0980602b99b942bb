//! Help to remember: the first letters of a short answer.

/// Longer answers (characters) are not typed in a round.
const LONGEST: usize = 40;
/// … nor are answers of more words.
const MOST_WORDS: usize = 5;

/// Whether an answer is short enough to be typed, and plain: one line without markup of formulas.
pub fn can_be_typed(answer: &str) -> bool {
    is_plain(answer) && answer.chars().count() <= LONGEST && answer.split_whitespace().count() <= MOST_WORDS
}

/// Whether an answer can be read as it stands, outside its card: one line of words, no TeX.
pub fn is_plain(answer: &str) -> bool {
    let answer = answer.trim();
    answer.chars().any(char::is_alphanumeric) && !answer.contains(['\n', '\\', '{', '}'])
}

/// "d… S… v…": the first letter of each word, two of a single long one. `None` for what has no letters, or would be told whole.
pub fn cue(answer: &str) -> Option<String> {
    let words: Vec<&str> = answer.split_whitespace().collect();
    let told = |word: &str| {
        let shown = if words.len() == 1 && word.chars().count() > 6 { 2 } else { 1 };
        let mut letters: String = word.chars().take(shown).collect();
        if word.chars().count() > shown {
            letters.push('…');
        }
        letters
    };
    let cue = words.iter().map(|word| told(word)).collect::<Vec<_>>().join(" ");
    let says_something = answer.chars().next().is_some_and(char::is_alphabetic) && cue.contains('…');
    says_something.then_some(cue)
}
