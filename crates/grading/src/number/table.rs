//! Units: SI units and prefixes (the SI Brochure, 9th edition, 2019), units used beside them, and common others.
//! Factors are exact by definition, but for those of angles.

/// Powers of m, kg, s, A, K, mol, cd, radian, bit, and four currencies.
pub(crate) type Dimensions = [i8; 13];

/// A unit in SI base units: `top / bottom · 10^power`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Atom {
    pub dimensions: Dimensions,
    pub top: u64,
    pub bottom: u64,
    pub power: i8,
    /// Whether prefixes such as `k` may stand before it.
    pub prefixed: bool,
    pub scale: Scale,
}

/// Where zero is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    Plain,
    Celsius,
    Fahrenheit,
}

pub(crate) const NONE: Dimensions = [0; 13];
const LENGTH: Dimensions = si(1, 0, 0, 0);
const AREA: Dimensions = si(2, 0, 0, 0);
const VOLUME: Dimensions = si(3, 0, 0, 0);
const MASS: Dimensions = si(0, 1, 0, 0);
pub(crate) const TIME: Dimensions = si(0, 0, 1, 0);
const SPEED: Dimensions = si(1, 0, -1, 0);
const FREQUENCY: Dimensions = si(0, 0, -1, 0);
const FORCE: Dimensions = si(1, 1, -2, 0);
const PRESSURE: Dimensions = si(-1, 1, -2, 0);
const ENERGY: Dimensions = si(2, 1, -2, 0);
const POWER: Dimensions = si(2, 1, -3, 0);
const CURRENT: Dimensions = si(0, 0, 0, 1);
pub(crate) const TEMPERATURE: Dimensions = base(4);
const CONCENTRATION: Dimensions = [-3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];

const fn si(metre: i8, kilogram: i8, second: i8, ampere: i8) -> Dimensions {
    [metre, kilogram, second, ampere, 0, 0, 0, 0, 0, 0, 0, 0, 0]
}

const fn base(place: usize) -> Dimensions {
    let mut dimensions = NONE;
    dimensions[place] = 1;
    dimensions
}

const fn with(dimensions: Dimensions) -> Atom {
    Atom { dimensions, top: 1, bottom: 1, power: 0, prefixed: true, scale: Scale::Plain }
}

const fn fixed(dimensions: Dimensions, top: u64, bottom: u64, power: i8) -> Atom {
    Atom { dimensions, top, bottom, power, prefixed: false, scale: Scale::Plain }
}

const fn scaled(dimensions: Dimensions, top: u64, power: i8) -> Atom {
    Atom { dimensions, top, bottom: 1, power, prefixed: true, scale: Scale::Plain }
}

/// A symbol without a prefix, case and all.
pub(crate) fn symbol(text: &str) -> Option<Atom> {
    Some(match text {
        "m" => with(LENGTH),
        "g" => scaled(MASS, 1, -3),
        "s" => with(TIME),
        "A" => with(CURRENT),
        "K" => with(TEMPERATURE),
        "mol" => with(base(5)),
        "cd" | "lm" => with(base(6)),
        "lx" => with([-2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        "rad" => with(base(7)),
        "°" => fixed(base(7), 17_453_292_519_943_296, 1, -18),
        "Hz" | "Bq" => with(FREQUENCY),
        "N" => with(FORCE),
        "Pa" => with(PRESSURE),
        "J" | "Nm" | "Ws" => with(ENERGY),
        "W" => with(POWER),
        "C" => with(si(0, 0, 1, 1)),
        "V" => with(si(2, 1, -3, -1)),
        "Ω" => with(si(2, 1, -3, -2)),
        "S" => with(si(-2, -1, 3, 2)),
        "F" => with(si(-2, -1, 4, 2)),
        "T" => with(si(0, 1, -2, -1)),
        "Wb" => with(si(2, 1, -2, -1)),
        "H" => with(si(2, 1, -2, -2)),
        "Gy" | "Sv" => with(si(2, 0, -2, 0)),
        "kat" => with([0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
        "°C" => Atom { scale: Scale::Celsius, prefixed: false, ..with(TEMPERATURE) },
        "°F" => Atom { scale: Scale::Fahrenheit, ..fixed(TEMPERATURE, 5, 9, 0) },
        "min" => fixed(TIME, 60, 1, 0),
        "h" => fixed(TIME, 3_600, 1, 0),
        "d" => fixed(TIME, 86_400, 1, 0),
        "wk" => fixed(TIME, 604_800, 1, 0),
        // the Julian year of 365.25 days
        "a" | "yr" => scaled(TIME, 31_557_600, 0),
        "L" | "l" => scaled(VOLUME, 1, -3),
        "t" => scaled(MASS, 1, 3),
        "u" | "Da" => scaled(MASS, 166_053_906_892, -38),
        "ha" => fixed(AREA, 1, 1, 4),
        "ar" => fixed(AREA, 1, 1, 2),
        "bar" => scaled(PRESSURE, 1, 5),
        "atm" => fixed(PRESSURE, 101_325, 1, 0),
        "Torr" => fixed(PRESSURE, 101_325, 760, 0),
        "mmHg" => fixed(PRESSURE, 133_322_387_415, 1, -9),
        "psi" => fixed(PRESSURE, 6_894_757_293_168, 1, -9),
        "cal" => scaled(ENERGY, 4_184, -3),
        "eV" => scaled(ENERGY, 1_602_176_634, -28),
        "Wh" => scaled(ENERGY, 3_600, 0),
        "PS" => fixed(POWER, 73_549_875, 1, -5),
        "hp" => fixed(POWER, 7_456_998_715_822_702, 1, -13),
        "Ah" => scaled(si(0, 0, 1, 1), 3_600, 0),
        "M" => with(CONCENTRATION).times(3),
        "Å" => fixed(LENGTH, 1, 1, -10),
        "AU" | "AE" => fixed(LENGTH, 149_597_870_700, 1, 0),
        "ly" | "Lj" => fixed(LENGTH, 9_460_730_472_580_800, 1, 0),
        "pc" => scaled(LENGTH, 30_856_775_814_913_673, 0),
        "in" => fixed(LENGTH, 254, 1, -4),
        "ft" => fixed(LENGTH, 3_048, 1, -4),
        "yd" => fixed(LENGTH, 9_144, 1, -4),
        "mi" => fixed(LENGTH, 1_609_344, 1, -3),
        "NM" | "nmi" => fixed(LENGTH, 1_852, 1, 0),
        "lb" | "lbs" => fixed(MASS, 45_359_237, 1, -8),
        "oz" => fixed(MASS, 28_349_523_125, 1, -12),
        "gal" => fixed(VOLUME, 3_785_411_784, 1, -12),
        "mph" => fixed(SPEED, 44_704, 1, -5),
        "kn" | "kt" => fixed(SPEED, 1_852, 3_600, 0),
        "kmh" | "kph" => fixed(SPEED, 1_000, 3_600, 0),
        "rpm" | "U/min" => fixed(FREQUENCY, 1, 60, 0),
        "bit" => with(base(8)),
        "B" => scaled(base(8), 8, 0),
        "KiB" => fixed(base(8), 8 << 10, 1, 0),
        "MiB" => fixed(base(8), 8 << 20, 1, 0),
        "GiB" => fixed(base(8), 8 << 30, 1, 0),
        "%" => fixed(NONE, 1, 1, -2),
        "‰" => fixed(NONE, 1, 1, -3),
        "ppm" => fixed(NONE, 1, 1, -6),
        "ppb" => fixed(NONE, 1, 1, -9),
        "€" => fixed(base(9), 1, 1, 0),
        "ct" => fixed(base(9), 1, 1, -2),
        "USD" => fixed(base(10), 1, 1, 0),
        "£" => fixed(base(11), 1, 1, 0),
        "CHF" => fixed(base(12), 1, 1, 0),
        _ => return None,
    })
}

impl Atom {
    const fn times(mut self, power: i8) -> Atom {
        self.power += power;
        self
    }
}

/// The power of ten of a prefix.
pub(crate) fn prefix(text: &str) -> Option<i8> {
    Some(match text {
        "Q" => 30,
        "R" => 27,
        "Y" => 24,
        "Z" => 21,
        "E" => 18,
        "P" => 15,
        "T" => 12,
        "G" => 9,
        "M" => 6,
        "k" => 3,
        "h" => 2,
        "da" => 1,
        "d" => -1,
        "c" => -2,
        "m" => -3,
        "µ" | "μ" | "u" => -6,
        "n" => -9,
        "p" => -12,
        "f" => -15,
        "a" => -18,
        "z" => -21,
        "y" => -24,
        _ => return None,
    })
}

/// Names of prefixes before names of units, lower case.
pub(crate) const PREFIX_NAMES: [(&str, &str); 17] = [
    ("tera", "T"),
    ("giga", "G"),
    ("mega", "M"),
    ("kilo", "k"),
    ("hekto", "h"),
    ("hecto", "h"),
    ("deka", "da"),
    ("deca", "da"),
    ("dezi", "d"),
    ("deci", "d"),
    ("zenti", "c"),
    ("centi", "c"),
    ("milli", "m"),
    ("mikro", "µ"),
    ("micro", "µ"),
    ("nano", "n"),
    ("piko", "p"),
];

/// The symbol that a name, a plural or a slovenly way of writing means; lower case.
pub(crate) fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "metre" | "metres" | "meter" | "meters" | "metern" => "m",
        "gramm" | "gram" | "grams" | "gr" => "g",
        "kg" => "kg",
        "km" => "km",
        "cm" => "cm",
        "second" | "seconds" | "sekunde" | "sekunden" | "sec" | "secs" | "sek" => "s",
        "minute" | "minutes" | "minuten" | "mins" => "min",
        "hour" | "hours" | "hrs" | "hr" | "stunde" | "stunden" | "std" => "h",
        "day" | "days" | "tag" | "tage" | "tagen" => "d",
        "week" | "weeks" | "woche" | "wochen" => "wk",
        "year" | "years" | "jahr" | "jahre" | "jahren" => "a",
        "ampere" | "amperes" | "amp" | "amps" => "A",
        "kelvin" | "kelvins" => "K",
        "mole" | "moles" | "mol" => "mol",
        "candela" => "cd",
        "radian" | "radians" | "radiant" => "rad",
        "degree" | "degrees" | "deg" | "grad" | "º" => "°",
        "celsius" | "°celsius" | "degreecelsius" | "degreescelsius" | "gradcelsius" | "ºc" | "degc" => "°C",
        "fahrenheit" | "°fahrenheit" | "degreefahrenheit" | "degreesfahrenheit" | "gradfahrenheit" => "°F",
        "hertz" => "Hz",
        "becquerel" => "Bq",
        "newton" | "newtons" => "N",
        "newtonmeter" | "newtonmetre" | "newtonmetres" => "Nm",
        "pascal" | "pascals" => "Pa",
        "joule" | "joules" => "J",
        "watt" | "watts" => "W",
        "wattstunde" | "wattstunden" => "Wh",
        "coulomb" | "coulombs" => "C",
        "volt" | "volts" => "V",
        "ohm" | "ohms" => "Ω",
        "siemens" => "S",
        "farad" => "F",
        "tesla" => "T",
        "weber" => "Wb",
        "henry" => "H",
        "litre" | "litres" | "liter" | "liters" | "litern" | "ltr" => "L",
        "ccm" | "cc" => "cm^3",
        "qm" => "m^2",
        "tonne" | "tonnes" | "tonnen" => "t",
        "hektar" | "hectare" | "hectares" => "ha",
        "are" | "ares" | "ar" => "ar",
        "bar" | "bars" => "bar",
        "atmosphere" | "atmospheres" | "atmosphäre" | "atmosphären" => "atm",
        "calorie" | "calories" | "kalorie" | "kalorien" => "cal",
        "electronvolt" | "electronvolts" | "elektronenvolt" | "ev" => "eV",
        "molar" => "M",
        "inch" | "inches" | "zoll" => "in",
        "foot" | "feet" => "ft",
        "yard" | "yards" => "yd",
        "mile" | "miles" => "mi",
        "pound" | "pounds" => "lb",
        "ounce" | "ounces" => "oz",
        "knot" | "knots" | "knoten" => "kn",
        "stundenkilometer" => "kmh",
        "lichtjahr" | "lichtjahre" => "ly",
        "byte" | "bytes" => "B",
        "bits" => "bit",
        "percent" | "prozent" | "pct" | "vh" => "%",
        "promille" | "permille" => "‰",
        "euro" | "euros" | "eur" => "€",
        "cent" | "cents" => "ct",
        "dollar" | "dollars" | "usd" | "$" => "USD",
        "gbp" => "£",
        "franken" | "chf" => "CHF",
        "quadratmeter" => "m^2",
        "quadratkilometer" => "km^2",
        "quadratzentimeter" => "cm^2",
        "kubikmeter" => "m^3",
        "kubikzentimeter" => "cm^3",
        "kwh" => "kWh",
        "khz" => "kHz",
        "mhz" => "MHz",
        "kw" => "kW",
        "kj" => "kJ",
        "kpa" => "kPa",
        _ => return None,
    })
}
