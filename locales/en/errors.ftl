# What went wrong, and what to do.
error-not-found = This page is not here.
error-not-found-text = It was moved or deleted, or it belongs to somebody else.
error-forbidden = That is not allowed here.
error-forbidden-text = You can see this, but not change it.
error-forbidden-read-only-space = You can read this, but not change it.
error-forbidden-read-only-token = This token may only read. Make one that may write, in the settings under “Access for other programs”.
error-conflict = This was changed in the meantime.
error-conflict-text = Somebody, perhaps you in another window, has saved a newer version. Nothing was overwritten. Go back, load the page again and enter your change once more.
error-too-many = That was too fast.
error-too-many-seconds = Too many tries. Try again in { $seconds } { $seconds ->
    [one] second
   *[other] seconds
  }.
error-too-many-minutes = Too many tries. Try again in { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
  }.
error-unavailable = The server is busy.
error-unavailable-text = Nothing was saved just now. Wait a moment and try again.
error-full = There is no room left.
error-full-text = The disk or your quota is full, so nothing was saved. Delete something, or ask whoever runs this server.
error-internal = Something broke on our side.
error-internal-text = It is not your fault, and nothing was half saved. Try again; if it happens again, tell whoever runs this server.
error-request = Number of this error: { $id }
error-invalid = Something in the form is not right.
error-sign-in = Please sign in.
error-sign-in-text = Sign in, or send a valid token.
error-cross-site = This did not come from here.
error-cross-site-text = Another page made your browser send this, or your browser hides where it comes from. Nothing was changed. Open this server's own page and try there.
error-too-large = That is too large.
error-too-large-text = More was sent than this form takes. Nothing was saved.
error-unreadable = This could not be read.
error-unreadable-text = This could not be read: { $why }
error-to-front = To the front page
error-field = This does not look right.
error-nul-in-text = The text holds a character that cannot be stored (NUL). Remove it.
grade-which = Send either card_id or item.
grade-unreadable = This item cannot be graded: its kind or its answers cannot be read.
grade-not-graded = This card is turned and judged by its learner; there is nothing to compare with.
