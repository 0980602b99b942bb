/** Plays the first sound inside, from its start; false if there is none. */
export function play(place: ParentNode | null | undefined): boolean {
  const audio = place?.querySelector<HTMLAudioElement>("audio");
  if (!audio) return false;
  audio.currentTime = 0;
  audio.play().catch(() => undefined); // not before the learner has pressed something; the player itself is visible
  return true;
}

/** Stops every sound inside and the voice. */
export function hush(...places: (ParentNode | null | undefined)[]): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  for (const place of places)
    for (const sound of place?.querySelectorAll<HTMLMediaElement>("audio, video") ?? []) sound.pause();
}

/** Reads a text in a language (BCP 47). False if this device has no voice for it. */
export function read(text: string, language: string | null): boolean {
  if (!("speechSynthesis" in window) || !text.trim()) return false;
  const lang = language || document.documentElement.lang;
  const short = lang.split("-")[0] ?? lang;
  const voices = speechSynthesis.getVoices();
  const voice =
    voices.find((v) => v.lang.replace("_", "-") === lang) ?? voices.find((v) => v.lang.startsWith(short));
  if (voices.length && !voice) return false;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = lang;
  if (voice) words.voice = voice;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
  return true;
}
