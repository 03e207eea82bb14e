/**
 * The addresses of up to `most` photos taken or chosen now; none when the person gave up. Taro's own way leaves out,
 * without a word, photos that the browser cannot draw (HEIC): here they are handed on, and shrinking says what to do.
 */
export const choosePhotos = (most: number): Promise<string[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = most > 1
    input.onchange = () => resolve([...(input.files ?? [])].slice(0, most).map((file) => URL.createObjectURL(file)))
    input.oncancel = () => resolve([])
    input.click()
  })
