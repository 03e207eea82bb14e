/** Hands a file to the browser to keep; a text is kept as CSV. */
export function saveFile(name: string, file: string | Blob) {
  const url = URL.createObjectURL(
    typeof file === 'string' ? new Blob([file], { type: 'text/csv;charset=utf-8' }) : file,
  )
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
