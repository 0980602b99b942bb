use crate::test_site::TestSite;

#[tokio::test]
async fn only_the_admin_finds_the_page() {
    let site = TestSite::new().await;
    let admin = site.sign_up("anna").await;
    let mia = site.sign_up("mia").await;
    assert_eq!(admin.get("/admin").await.status, 200);
    assert_eq!(mia.get("/admin").await.status, 404);
    assert_eq!(mia.post("/admin/backups", &[]).await.status, 404);
    assert_eq!(site.visitor().get("/admin").await.redirect(), "/sign-in?next=/admin");
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let site = TestSite::new().await;
    let admin = site.sign_up("anna").await;
    let mia = site.sign_up("mia").await;
    let id = site.actor("mia").await.learner;
    assert_eq!(mia.get("/settings").await.status, 200);
    let page = admin.post(&format!("/admin/people/{id}/disabled"), &[("disabled", "yes")]).await;
    assert_eq!(page.redirect(), "/admin?saved#people");
    assert_eq!(mia.get("/settings").await.status, 303);
    let own = site.actor("anna").await.learner;
    assert_eq!(admin.post(&format!("/admin/people/{own}/disabled"), &[("disabled", "yes")]).await.status, 422);
}

#[tokio::test]
async fn a_slip_is_shown_to_the_admin_and_opens_the_account() {
    let site = TestSite::new().await;
    let admin = site.sign_up("anna").await;
    site.sign_up("mia").await;
    let id = site.actor("mia").await.learner;
    assert_eq!(admin.post(&format!("/admin/people/{id}/slip"), &[]).await.redirect(), "/admin#people");
    let code = admin.get("/admin").await.text("#slip");
    let mia = site.visitor();
    let page = mia.post("/recover", &[("name", "mia"), ("code", &code), ("password", "a fresh sentence")]).await;
    assert_eq!(page.redirect(), "/today");
    assert_eq!(mia.get("/settings").await.status, 200);
}

#[tokio::test]
async fn when_it_is_closed_the_sign_up_page_says_so() {
    let site = TestSite::new().await;
    let admin = site.sign_up("anna").await;
    assert_eq!(admin.post("/admin/sign-up", &[("mode", "closed")]).await.status, 303);
    let page = site.visitor().get("/sign-up").await;
    assert_eq!(page.count("form[action='/sign-up']"), 0);
    let tried = site.visitor().post("/sign-up", &[("name", "Tom"), ("password", "a good sentence")]).await;
    assert_eq!(tried.status, 403);
}

#[tokio::test]
async fn a_copy_is_made_and_listed_and_the_legal_pages_show_what_was_written() {
    let site = TestSite::new().await;
    let admin = site.sign_up("anna").await;
    assert_eq!(admin.post("/admin/backups", &[]).await.redirect(), "/admin?saved#backups");
    assert!(admin.get("/admin").await.text("#backups").contains("night-2026-11-23.db"));
    let about = [("whose", "Lindenberg School"), ("imprint", "**Anna**, <script>alert(1)</script>"), ("privacy", "")];
    assert_eq!(admin.post("/admin/about", &about).await.status, 303);
    let page = site.visitor().get("/legal/imprint").await;
    assert_eq!(page.text(".prose strong"), "Anna");
    assert!(!page.html().contains("alert(1)</script>"));
    assert!(site.visitor().get("/sign-in").await.text(".after").contains("Lindenberg School"));
}
