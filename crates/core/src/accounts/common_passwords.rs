//! Passwords that are tried first by whoever guesses. Our own list: English, German, keyboard walks, names, years.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a password, in lower case, is one of them, also with letters written as digits.
pub fn contains(password: &str) -> bool {
    static ALL: LazyLock<HashSet<&str>> = LazyLock::new(|| LIST.split_whitespace().collect());
    let letters: String = password
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            c => c,
        })
        .collect();
    ALL.contains(password) || ALL.contains(letters.as_str())
}

const LIST: &str = "
password passwort kennwort passw0rd pass1234 password1 password12 password123 password1234 passwort1 passwort12
passwort123 kennwort1 mypassword meinpasswort newpassword neuespasswort thepassword nopassword keinpasswort
12345678 123456789 1234567890 0123456789 87654321 987654321 0987654321 11111111 111111111 00000000 12341234 11223344
12121212 123123123 147258369 159753456 14725836 741852963 13579246 24681357 10203040 20202020 19191919 69696969
88888888 99999999 77777777 66666666 55555555 44444444 33333333 22222222 12344321 123454321 1234567a a1234567
a12345678 abcd1234 abc12345 abc123456 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5
qwer1234 qwert123 qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop qwertzui qwertzuiop qwertz123 qwertzu1 asdfasdf
asdf1234 asdfghjk asdfghjkl asdfghjkl1 yxcvbnm1 zxcvbnm1 zxcvbnm123 zaq12wsx zaq1xsw2 xsw21qaz 1234qwer 123qweasd
123qwe123 qweasdzxc qazwsxedc qazwsx123 poiuytrewq lkjhgfdsa mnbvcxz1 qweqweqwe asdasdasd
iloveyou iloveyou1 iloveyou2 iloveu123 ichliebedich liebedich ichliebe ichliebdich loveyou1 lovelove loveme123
mylove123 princess princess1 prinzessin prinz123 prinzess sunshine sunshine1 sonnenschein sonnenblume sommer123
sommer2020 sommer2021 sommer2022 sommer2023 sommer2024 sommer2025 sommer2026 summer123 summer2020 summer2021 summer2022
summer2023 summer2024 summer2025 summer2026 winter123 winter2020 winter2021 winter2022 winter2023 winter2024 winter2025
winter2026 spring2024 spring2025 spring2026 herbst123 herbst2025 autumn2025 frühling fruehling january1 december
september oktober1 november dezember weihnachten christmas geburtstag birthday1
football football1 fussball fußball fussball1 fussball123 fusball1 baseball baseball1 basketball basketbal handball
volleyball tennis123 hockey123 soccer123 liverpool liverpool1 chelsea1 arsenal1 arsenal123 manchester barcelona
realmadrid juventus bayern123 fcbayern bayernmuenchen bayernmünchen borussia borussia09 dortmund dortmund09 schalke04
schalke1 hamburgersv werder123 stpauli1910 eintracht hertha123 vfbstuttgart
superman superman1 batman123 spiderman spiderman1 ironman123 wonderwoman deadpool starwars starwars1 starwars123
darthvader skywalker lukeskywalker harrypotter harrypotter1 hogwarts voldemort hermione gandalf1 frodo123 lordoftherings
herrderringe matrix123 terminator jamesbond jamesbond007 pokemon1 pokemon123 pikachu1 pikachu123 minecraft minecraft1
minecraft123 fortnite fortnite1 fortnite123 roblox123 playstation playstation4 nintendo nintendo1 supermario zelda123
callofduty worldofwarcraft warcraft counterstrike leagueoflegends overwatch
michael1 michelle jennifer jessica1 jessica123 ashley123 daniel123 matthew1 andrew123 joshua123 christopher christian
christian1 alexander alexander1 alexandra benjamin benjamin1 sebastian sebastian1 maximilian maximilian1 florian1
florian123 thomas123 andreas1 andreas123 stefan123 stephan1 matthias matthias1 markus123 martin123 michael123 tobias123
dominik1 dominik123 patrick1 patrick123 philipp1 philipp123 katharina katharina1 christina stefanie stephanie stefanie1
vanessa1 vanessa123 jacqueline melanie1 melanie123 franziska johannes johannes1 leonardo leonardo1 victoria elizabeth
charlotte charlotte1 samantha samantha1 nicole123 natalie1 natascha anastasia valentina gabriele gabriela veronika
caroline angelika elisabeth friedrich wolfgang siegfried jonathan nathaniel william1 charlie1 charlie123 george123
computer computer1 computer123 internet internet1 notebook laptop123 windows1 windows10 windows11 microsoft google123
facebook facebook1 instagram whatsapp youtube1 youtube123 twitter1 snapchat telegram iphone123 samsung1 samsung123
android1 linux123 ubuntu123 debian123 changeme changeme1 changeme123 changeit letmein1 letmein123 letmeinnow welcome1
welcome12 welcome123 welcome1234 willkommen willkommen1 willkommen123 hallo123 hallo1234 hallo12345 hallohallo
halloduda hellohello hello123 hello1234 helloworld helloworld1 hallowelt guten123 gutentag gutenmorgen goodmorning
geheim123 geheim12 geheimnis topsecret secret123 secret12 supersecret trustno1 default1 default123 guest123 gast1234
admin123 admin1234 admin12345 administrator adminadmin adminpass root1234 rootroot toortoor testtest test1234 test12345
test123456 testing1 testing123 tester123 testuser demo1234 demodemo sample123 example1 example123 master123 masterkey
login123 loginlogin access123 access14 system123 server123 database oracle123 mysql123 postgres postgres1 apache123
student1 student123 studium1 studium123 studieren lernen123 schule123 schule1234 schueler schüler1 lehrer123 teacher1
teacher123 school123 school1234 highschool university universität universitaet abitur2024 abitur2025 abitur2026
abitur2027 klasse10 klasse123 college1 college123 learning learning1 learning123 vokabeln latein123 mathe123 mathematik
englisch englisch1 deutsch1 deutsch123 biologie chemie123 physik123 geschichte
dragon123 monkey123 monkey12 tigger123 tiger123 elephant elefant1 dolphin1 butterfly schmetterling schatz123 schatzi1
schatzi123 mausi123 mausebaer hase1234 haeschen bärchen1 baerchen teddybear teddybär kuschelbär flower123 blume123
cookie123 chocolate schokolade schoko123 pizza123 banana123 banane123 orange123 pineapple strawberry erdbeere
cheesecake hamburger bratwurst pancakes coffee123 kaffee123 whiskey1 jackdaniels corona123 heineken
mercedes mercedes1 mercedesbenz porsche911 porsche1 porsche123 volkswagen audi1234 bmw12345 ferrari1 ferrari123
lamborghini corvette mustang1 mustang123 harley123 harleydavidson yamaha123 kawasaki motorrad
deutschland deutschland1 germany1 germany123 germany2024 berlin123 berlin1234 berlin2024 hamburg1 hamburg123 münchen1
muenchen münchen123 köln1234 koeln123 frankfurt frankfurt1 stuttgart düsseldorf duesseldorf leipzig1 leipzig123 dresden1
dresden123 hannover hannover1 hannover96 nürnberg nuernberg bremen123 dortmund1 essen123 österreich oesterreich
austria1 wien1234 schweiz1 schweiz123 zuerich1 switzerland england1 london123 london12 newyork1 newyork123 newyorkcity
california america1 american australia canada123 scotland ireland1 espana123 italia123 france123 paris123
blink182 metallica metallica1 slipknot slipknot1 nirvana1 nirvana123 eminem123 rammstein rammstein1 ironmaiden acdc1234
linkinpark greenday guitar123 gitarre1 gitarre123 rockstar rockstar1 hiphop123 michaeljackson
fuckyou1 fuckyou2 fuckyou123 fuckyou! fuckoff1 asshole1 arschloch arschloch1 scheisse scheiße1 scheisse1 bullshit
whatever whatever1 whatever123 nothing1 nothing123 something blahblah blabla123 blablabla egalegal vergessen forgotten
forget123 lassmich lassmichrein openupnow opensesame sesamoeffnedich simsalabim abrakadabra abracadabra
freedom1 freedom123 freiheit freiheit1 family123 familie1 familie123 mother123 mutter123 mamapapa mama1234 papa1234
mamamama papapapa brother1 bruder123 sister123 schwester forever1 forever21 fürimmer fuerimmer together happy123
happyday glücklich gluecklich lucky123 luckyone lovely123 beautiful beautiful1 handsome schön123 sweetheart sweety123
angel123 engel123 engelchen teufel123 devil666 satan666 jesus123 jesuschrist jesus777 heaven123 himmel123 blessed1
godisgood halleluja halleluia christ123 bible123
killer123 hunter123 hunter22 ranger123 shadow123 shadow12 phoenix1 phoenix123 eagle123 falcon123 thunder1 thunder123
lightning stormy123 diamond1 diamond123 diamant1 crystal1 silver123 golden123 purple123 yellow123 green123 blue1234
black123 white123 schwarz1 schwarz123 rot12345 pepper123 ginger123 bailey123 buddy123 maggie123 sophie123 lucky777
casino777 poker123 jackpot1 million1 millionaer money123 moneymoney geld1234 cash1234 business business1
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_written_as_digits_do_not_help() {
        assert!(contains("p4ssw0rt"));
        assert!(contains("$chatz123") || contains("schatz123"));
        assert!(!contains("correct horse battery"));
    }
}
