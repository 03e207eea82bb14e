import Taro from '@tarojs/taro'

/** A new version is loaded while the app runs and used at the next start; this asks whether to start it now. */
export function watchUpdates() {
  const updates = Taro.getUpdateManager()
  updates.onUpdateReady(() => {
    void Taro.showModal({
      title: '有新版本',
      content: '重新打开就是新的，要几秒钟。',
      confirmText: '现在换',
      cancelText: '等会儿',
    })
      .then(({ confirm }) => confirm && updates.applyUpdate())
      .catch(() => undefined)
  })
}
