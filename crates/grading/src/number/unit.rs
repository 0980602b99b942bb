//! Unit expressions: `km/h`, `m s^-2`, `kg·m/s²`, `metres per second squared`.

use super::exact::{Exact, power, ten_to};
use super::table::{self, Atom, Dimensions, NONE, Scale};
use num_bigint::BigInt;
use num_traits::One;

/// A unit in SI base units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    pub dimensions: Dimensions,
    pub factor: Exact,
    pub scale: Scale,
}

/// Longer expressions (characters) and more factors are no unit.
const LONGEST: usize = 80;
const MOST_FACTORS: usize = 8;

impl Unit {
    pub fn none() -> Unit {
        Unit { dimensions: NONE, factor: Exact::one(), scale: Scale::Plain }
    }

    /// A value in this unit, in SI base units.
    pub fn to_base(&self, value: &Exact) -> Exact {
        match self.scale {
            Scale::Plain => value * &self.factor,
            Scale::Celsius => value + hundredths(27_315),
            Scale::Fahrenheit => (value + hundredths(45_967)) * &self.factor,
        }
    }

    /// A value in SI base units, in this unit.
    pub fn of_base(&self, value: &Exact) -> Exact {
        match self.scale {
            Scale::Plain => value / &self.factor,
            Scale::Celsius => value - hundredths(27_315),
            Scale::Fahrenheit => value / &self.factor - hundredths(45_967),
        }
    }
}

fn hundredths(number: i64) -> Exact {
    Exact::new(BigInt::from(number), BigInt::from(100))
}

/// Reads a cleaned unit expression. `expected` settles what a letter of two meanings is: `a` is an are beside `ha`, `C` a degree
/// beside `°C`; and that `ev` means `eV` where that is asked for.
pub(crate) fn unit(text: &str, expected: Option<&str>) -> Option<Unit> {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let wanted = expected.and_then(|e| expression(e, NONE));
    let hint = wanted.as_ref().map_or(NONE, |w| w.dimensions);
    let read = expression(text, hint);
    if let Some(wanted) =
        wanted.as_ref().filter(|wanted| read.as_ref().is_none_or(|read| read.dimensions != wanted.dimensions))
    {
        // "J/mol K" and "ms^-2" are read as they are meant, if that is the unit asked for
        let under = text.split_once('/').map(|(top, bottom)| format!("{top}/({bottom})"));
        let apart = Some(text.replace("ms", "m s").replace("kgm", "kg m"));
        let meant = [under, apart].into_iter().flatten().filter_map(|text| expression(&text, hint));
        if let Some(unit) = meant.into_iter().find(|unit| unit.dimensions == wanted.dimensions) {
            return Some(unit);
        }
    }
    if let Some(unit) = read {
        return Some(unit);
    }
    let same = |expected: &&str| expected.chars().count() > 1 && expected.to_lowercase() == text.to_lowercase();
    expected.filter(same).and(wanted)
}

fn expression(text: &str, hint: Dimensions) -> Option<Unit> {
    let words = worded(text);
    let mut unit = Unit::none();
    let (mut inverse, mut group_inverse, mut depth) = (false, false, 0);
    let mut factors = 0;
    let mut rest = words.as_str();
    loop {
        rest = rest.trim_start_matches([' ', '·']);
        let Some(first) = rest.chars().next() else { break };
        match first {
            '/' => {
                if inverse {
                    return None;
                }
                inverse = true;
                rest = &rest[1..];
                continue;
            }
            '(' if depth == 0 => {
                (depth, group_inverse, inverse) = (1, inverse, false);
                rest = &rest[1..];
                continue;
            }
            ')' if depth == 1 => {
                (depth, group_inverse) = (0, false);
                rest = &rest[1..];
                continue;
            }
            _ => {}
        }
        let end = rest.find([' ', '·', '/', '(', ')']).unwrap_or(rest.len());
        let (name, exponent) = split_exponent(&rest[..end])?;
        rest = &rest[end..];
        factors += 1;
        if factors > MOST_FACTORS {
            return None;
        }
        let exponent = if inverse != group_inverse { -exponent } else { exponent };
        inverse = false;
        apply(&mut unit, name, exponent, hint)?;
        let alone = factors == 1 && rest.trim().is_empty() && exponent == 1;
        if unit.scale != Scale::Plain && !alone {
            return None;
        }
    }
    (factors > 0 && !inverse && depth == 0).then_some(unit)
}

/// Multiplies by a named unit to a power.
fn apply(unit: &mut Unit, name: &str, exponent: i8, hint: Dimensions) -> Option<()> {
    let Some((atom, shift)) = atom(name, hint) else {
        // a product that has a name of its own, such as m^2
        let product = table::named(&name.to_lowercase()).filter(|name| name.contains('^'))?;
        let product = expression(product, NONE)?;
        unit.factor *= power(&product.factor, exponent.into()).ok()?;
        return add(&mut unit.dimensions, &product.dimensions, exponent);
    };
    let factor = Exact::new(BigInt::from(atom.top), BigInt::from(atom.bottom)) * ten_to(i64::from(atom.power + shift));
    unit.factor *= power(&factor, exponent.into()).ok()?;
    add(&mut unit.dimensions, &atom.dimensions, exponent)?;
    unit.scale = atom.scale;
    Some(())
}

fn add(to: &mut Dimensions, more: &Dimensions, times: i8) -> Option<()> {
    for (to, more) in to.iter_mut().zip(more) {
        *to = to.checked_add(more.checked_mul(times)?)?;
    }
    Some(())
}

/// The unit of a name or symbol, and the power of ten of its prefix.
fn atom(name: &str, hint: Dimensions) -> Option<(Atom, i8)> {
    match name {
        "a" if hint != table::TIME && hint[0] != 0 => return table::symbol("ar").map(|atom| (atom, 0)),
        "C" | "F" | "°" if hint == table::TEMPERATURE => {
            return table::symbol(if name == "F" { "°F" } else { "°C" }).map(|atom| (atom, 0));
        }
        _ => {}
    }
    if let Some(found) = table::symbol(name).map(|atom| (atom, 0)).or_else(|| prefixed(name)) {
        return Some(found);
    }
    let lower = name.to_lowercase();
    let symbol = |text: &str| table::symbol(text).map(|atom| (atom, 0)).or_else(|| prefixed(text));
    if let Some(short) = table::named(&lower) {
        let grad = short == "°" && hint == table::TEMPERATURE;
        return symbol(if grad { "°C" } else { short });
    }
    table::PREFIX_NAMES
        .iter()
        .find_map(|(name, prefix)| {
            let short = table::named(lower.strip_prefix(name)?)?;
            let atom = table::symbol(short).filter(|atom| atom.prefixed)?;
            Some((atom, table::prefix(prefix)?))
        })
        .or_else(|| {
            // "kohm": a prefix before a name
            let first = name.chars().next()?;
            let short = table::named(&lower[first.to_lowercase().next()?.len_utf8()..])?;
            let atom = table::symbol(short).filter(|atom| atom.prefixed && lower.len() > 3)?;
            Some((atom, table::prefix(&name[..first.len_utf8()])?))
        })
}

fn prefixed(name: &str) -> Option<(Atom, i8)> {
    for length in [1, 2] {
        let (at, _) = name.char_indices().nth(length)?;
        let (prefix, rest) = name.split_at(at);
        if let (Some(shift), Some(atom)) = (table::prefix(prefix), table::symbol(rest).filter(|atom| atom.prefixed)) {
            return Some((atom, shift));
        }
    }
    None
}

/// `s^-2`, `s-2`, `cm3` → name and exponent.
fn split_exponent(factor: &str) -> Option<(&str, i8)> {
    let end = factor.find(|c: char| c.is_ascii_digit() || matches!(c, '^' | '-' | '+')).unwrap_or(factor.len());
    let (name, exponent) = factor.split_at(end);
    let exponent: i8 = match exponent.strip_prefix('^') {
        Some(raised) => raised.parse().ok()?,
        None if exponent.is_empty() => 1,
        None => exponent.parse().ok()?,
    };
    (!name.is_empty() && (-6..=6).contains(&exponent) && exponent != 0).then_some((name, exponent))
}

/// Words that join units become signs.
fn worded(text: &str) -> String {
    if text.is_ascii() && !text.contains(' ') && !text.contains('(') {
        return text.to_owned();
    }
    let mut text = text.replace('µ', "μ").replace("° ", "°").replace(['[', ']'], "");
    text = text.replace("^(", "^").replace(" ^", "^").replace("^ ", "^");
    if let Some((before, after)) = text.split_once('^').filter(|(_, after)| after.contains(')')) {
        // "s^(-2)" lost its first bracket above
        let open = before.matches('(').count();
        if open < after.matches(')').count() {
            text = format!("{before}^{}", after.replacen(')', "", 1));
        }
    }
    let mut out = String::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let joined = match word.to_lowercase().as_str() {
            "per" | "pro" | "je" | "p." => "/".to_owned(),
            "squared" | "quadrat" => "^2".to_owned(),
            "cubed" | "hoch3" => "^3".to_owned(),
            "square" | "cubic" => {
                let power = if word.to_lowercase() == "square" { 2 } else { 3 };
                words.next().map_or(String::new(), |unit| format!(" {unit}^{power}"))
            }
            "degrees" | "degree" | "grad" => {
                let next = words.next().unwrap_or_default();
                format!(" {}{}", word.to_lowercase(), next.to_lowercase())
            }
            _ => format!(" {word}"),
        };
        out.push_str(&joined);
    }
    out.trim().to_owned()
}
