use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn html(markdown: &str) -> String {
    to_html(markdown, &MarkupOptions { media_base: "/m/", heading_offset: 0 })
}

#[test]
fn the_usual_markdown_works() {
    assert_eq!(html("**a** _b_ ~~c~~ `d`"), "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>");
    assert!(html("| a | b |\n|---|--:|\n| 1 | 2 |").contains("<td align=\"right\">2</td>"));
    assert!(html("- [x] done\n- [ ] open").contains("☑ "));
    assert!(html("a[^1]\n\n[^1]: note").contains("href=\"#fn-1\""));
    assert!(html("https://a.example/b").contains("rel=\"noopener noreferrer nofollow\""));
    assert_eq!(to_inline_html("*x*", &MarkupOptions::default()), "<em>x</em>");
}

#[test]
fn headings_are_lowered_below_the_pages_own() {
    let lowered = to_html("# A\n\n##### B", &MarkupOptions { media_base: "", heading_offset: 2 });
    assert!(lowered.contains("<h3>A</h3>") && lowered.contains("<h6>B</h6>"), "{lowered}");
}

#[test]
fn maths_in_every_delimiter_becomes_mathml() {
    for source in ["$x^2$", "$$x^2$$", "\\(x^2\\)", "\\[x^2\\]", "$$\nx^2\n$$"] {
        let html = html(source);
        assert!(html.contains("<math") && html.contains("<msup>"), "{source} → {html}");
    }
    assert_eq!(html("costs $5 and $6"), "<p>costs $5 and $6</p>");
}

#[test]
fn the_matrices_and_environments_that_people_write_are_understood() {
    for source in [
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}^{-1} = \\frac{1}{ad - bc}",
        "\\neg \\left( P \\land Q \\right) \\equiv \\neg P \\lor \\neg Q",
        "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
        "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
        "\\sum_{i=1}^n i^2, \\quad \\int_0^\\infty e^{-x}\\,dx, \\vec{v}, \\mathbb{R}, \\sqrt[3]{x}",
    ] {
        assert_eq!(maths::problem(source), None, "{source}");
        let shown = html(&format!("$${source}$$"));
        assert!(!shown.contains("merror") && shown.contains("<math"), "{shown}");
    }
}

#[test]
fn maths_that_is_wrong_is_shown_with_what_is_wrong() {
    let wrong = html("$\\frac{1}$");
    assert!(wrong.contains("<code class=\"maths-error\"") && wrong.contains("title="), "{wrong}");
    assert!(maths::problem("\\newcommand{\\a}{b}").is_some());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long hostile input takes")]
fn hostile_maths_costs_little_time_and_no_stack() {
    for source in [
        "{".repeat(10_000),
        "{".repeat(10_000) + &"}".repeat(10_000),
        "\\sqrt".repeat(1_400),
        "\\frac".repeat(1_400),
        "x^".repeat(1_400),
        "\\left(".repeat(3_000),
        "\\begin{matrix}".repeat(500),
        "\\text{".repeat(59),
        "&".repeat(7_000),
        "\\hat".repeat(1_499) + "x",
    ] {
        let started = Instant::now();
        let shown = maths::mathml(&source, false);
        assert!(!shown.is_empty());
        assert!(started.elapsed() < Duration::from_millis(1_500), "{}… {:?}", &source[..12], started.elapsed());
    }
}

#[test]
fn pictures_and_sounds_are_found_by_name() {
    assert_eq!(html("![A cat](my%20cat.png)"), "<p><img src=\"/m/my%20cat.png\" alt=\"A cat\"></p>");
    assert!(html("![](<a b.mp3>)").contains("<audio src=\"/m/a%20b.mp3\" controls=\"\" preload=\"none\">"));
    assert!(html("[sound:a.mp3]").contains("<audio src=\"/m/a.mp3\""));
    assert!(!html("![x](https://a.example/x.png)").contains("<img"));
    assert_eq!(media_names("![](a.png) [sound:b c.mp3] ![](https://x.example/d.png)"), ["a.png", "b c.mp3"]);
}

#[test]
fn harmless_tags_stay_and_scripts_do_not() {
    assert_eq!(html("H<sub>2</sub>O <script>x</script>"), "<p>H<sub>2</sub>O </p>");
    assert!(!html("[x](javascript:alert(1))").contains("javascript"));
    assert!(!html("<img src=x onerror=alert(1)>").contains("onerror"));
}

#[test]
fn text_is_what_is_read() {
    assert_eq!(to_text("# A\n\n**b** `c` $x^2$ [d](https://e.example) ![f](g.png) [sound:h.mp3]"), "A\nb c x^2 d f");
    assert_eq!(to_text("| a | b |\n|--|--|\n| 1 | 2 |"), "a b\n1 2");
    assert_eq!(to_text("1 < 2 & 3"), "1 < 2 & 3");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long hostile input takes")]
fn hostile_markdown_is_taken_in_time() {
    for source in [
        ">".repeat(50_000),
        "> ".repeat(5_000) + "x",
        "[".repeat(50_000),
        "*a ".repeat(20_000),
        "![".repeat(20_000),
        "- ".repeat(5_000) + "x",
        "`".repeat(50_001),
        "$".repeat(50_001),
        "|".repeat(20_000),
        "<".repeat(50_000),
        "[^a]".repeat(5_000),
        "\\(".repeat(50_000),
    ] {
        let started = Instant::now();
        assert!(!html(&source).is_empty());
        to_text(&source);
        // no measure of speed: what grows with the square of its length takes minutes here
        assert!(started.elapsed() < Duration::from_secs(60), "{}… {:?}", &source[..4], started.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn maths_never_panics(parts in prop::collection::vec(prop::sample::select(&[
        "\\frac", "{", "}", "\\left(", "\\right)", "\\begin{matrix}", "\\end{matrix}", "&", "\\\\", "^", "_", "x", "\\sqrt[", "]",
        "\\text{", "<", "\\color{", "red", "\\hline", "\\limits", "'", " ", "\\operatorname", "ä", "\\begin{array}{c|c}", "\\end{array}",
        "\\substack", "\\not", "\\hspace{1em}", "\\tag{1}", "$", "#1", "%", "~"][..]), 0..20)) {
        let source = parts.concat();
        let shown = maths::mathml(&source, true);
        prop_assert!(shown.starts_with("<math") || shown.starts_with("<code"));
    }

    #[test]
    fn markdown_never_panics(text in "[\\PC\n]{0,80}") {
        let _ = html(&text);
        let _ = to_text(&text);
    }
}

#[test]
fn a_blank_in_maths_is_a_blank_and_not_the_name_of_one() {
    let html = super::maths::mathml(r"3\ \mathrm{m}~x", false);
    assert!(html.contains("<mtext>\u{a0}</mtext>") && !html.contains("nbsp"), "{html}");
}

#[test]
fn what_stands_right_beside_a_formula_stays_on_its_line() {
    let html = html("Es gilt $x>0$, und ($y$) ist $z$ lang.");
    assert_eq!(html.matches("<span class=\"nowrap\">").count(), 2, "{html}");
    assert!(html.contains("</math>,</span> und <span class=\"nowrap\">(<math"), "{html}");
    assert!(html.contains("</math>)</span> ist <math"), "{html}");
    let block = self::html("$$x$$.");
    assert!(!block.contains("nowrap"), "{block}");
}
