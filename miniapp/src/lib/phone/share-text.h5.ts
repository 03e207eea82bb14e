import Taro from '@tarojs/taro'

/** The browser's own way to share where it has one, else the text is copied, and a message says so. */
export async function shareText(text: string) {
  if (typeof navigator.share === 'function')
    try {
      return await navigator.share({ text })
    } catch (cause) {
      // Closed without a choice; any other failure leads to the copy.
      if ((cause as Error).name === 'AbortError') return
    }
  try {
    await navigator.clipboard.writeText(text)
    void Taro.showToast({ title: '复制好了，贴给家人', icon: 'none' })
  } catch {
    await Taro.showModal({ title: '长按复制，发给家人', content: text, showCancel: false })
  }
}
