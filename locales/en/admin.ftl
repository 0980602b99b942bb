# The admin's page and the legal pages.
admin-lead = { $people ->
    [one] One person learns here, with { $size } of media.
   *[other] { $people } people learn here, with { $size } of media.
  }
admin-read-only = The database takes no writes at the moment: the disk may be full or failing. Reading goes on. The log says more.
admin-https-how = Start with --tls-cert and --tls-key, or behind a proxy with --behind-proxy.
admin-people = People
admin-since = since { $day }
admin-seen = last here { $day }
admin-never-seen = never signed in
admin-is-admin = admin
admin-is-demo = demo
admin-is-disabled = shut out
admin-person-change = Help or change
admin-slip = New password slip
admin-slip-once = Give this code to { $name }. It sets a new password under “Forgot your password?”, once, within an hour. It is shown only now.
admin-make-admin = Make an admin
admin-unmake-admin = No longer an admin
admin-disable = Shut out
admin-enable = Let in again
admin-quota = Media at most, in MB
admin-quota-default = as for all
admin-more-people = More people
admin-sign-up = Signing up
admin-who-may = Who may create an account
admin-open = Everybody
admin-invite = Those with an invitation
admin-closed = Nobody
admin-default-quota = Media for each person at most, in MB
admin-invite-make = Make an invitation
admin-invite-once = Pass this code on. It is good for one account within two weeks, and shown only now.
admin-invites-open = { $count ->
    [0] No invitation is open.
    [one] One invitation is open.
   *[other] { $count } invitations are open.
  }
admin-disk = Disk
admin-disk-database = Database
admin-disk-blobs = Media
admin-disk-index = Search index
admin-disk-backups = Copies
admin-disk-free = Free on this disk
admin-backups = Copies
admin-backups-why = One is made each night, and seven are kept. They lie on the same disk: “studium backup FILE” writes everything into one file for another place.
admin-backup-now = Make today's copy now
admin-backups-postgres = This server uses PostgreSQL. Copy its database with pg_dump, and the folder blobs/ beside it.
admin-about = About this server
admin-whose = Whose server this is
admin-whose-hint = One sentence for the sign-in page, for example: This server belongs to Lindenberg School.
admin-markdown = Markdown. Name and address of whoever is responsible.
admin-privacy-hint = Markdown. Added to what Studium itself says about privacy.
legal-licences = Licences of fonts, icons and libraries in the page
legal-not-written = Whoever runs this server has not written this yet.
privacy-lead = What this server stores, and what it does not.
privacy-account = Of your account: a user name, a password that nobody can read, and your settings. No e-mail address.
privacy-learning = Of your learning: your cards and media, and each answer with its time, because the next review is computed from it.
privacy-nobody = Nothing is passed on, nothing is loaded from other servers, and nobody is followed.
privacy-cookies = Cookies: one for being signed in, one each for light and language. Addresses of failed sign-ins are kept for a day, those of successful ones in a form that cannot be read for 90 days, against guessing.
privacy-export = In the settings you can export everything and erase everything.
privacy-backups = Nightly copies keep erased data for seven more days.
error-text-long = This text is too long.
error-admin-self = You cannot shut yourself out.
error-last-admin = Somebody has to be the admin. Make somebody else one first.
error-backup-exists = There is a file of this name already.
