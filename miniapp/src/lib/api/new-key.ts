/** A key for a create: the same over all tries of one tap. */
export const newKey = () => {
  const random = () => Math.random().toString(36).slice(2, 12)
  return `${Date.now().toString(36)}-${random()}${random()}`
}
