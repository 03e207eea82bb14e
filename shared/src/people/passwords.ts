/** NIST SP 800-63B-4, 3.1.1.2: a password that is the only factor has at least 15 characters. No rule about kinds of characters. */
export const PASSWORD_MIN = 15
const PASSWORD_MAX = 200

/** Words that a guesser tries first; a password that is little else is refused (800-63B-4 asks for such a list). */
const GUESSED = ['password', '123456789', 'qwertyuiop', 'demo-yike-15', 'administrator', '88888888']

/** The fault of a new password, as a sentence; null when it has none. Characters are counted as people see them. */
export function problemWithPassword(password: string, username = ''): string | null {
  const length = [...password].length
  if (length < PASSWORD_MIN) return `密码至少 ${PASSWORD_MIN} 个字符，可以用几个词连起来，现在是 ${length} 个`
  if (length > PASSWORD_MAX) return `密码最多 ${PASSWORD_MAX} 个字符`
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5) return '密码里不同的字符太少，容易被猜到'
  if (username.length >= 4 && plain.includes(username.toLowerCase())) return '密码里不要有账号'
  if (GUESSED.some((word) => plain.includes(word) && plain.length - word.length < 8))
    return '这个密码很常见，容易被猜到，换一个'
  return null
}
