/** Invalid settings; the message names them and how to mend them, for the person who starts the product. */
export class SettingsError extends Error {}
