import Taro from '@tarojs/taro'

const BRIGHT = 0.9

/** Keeps the screen on and bright, so that a code is read at the first try. The returned function restores it. */
export function keepScreenBright() {
  let before: number | undefined
  let over = false
  const refused = () => undefined
  void Taro.setKeepScreenOn({ keepScreenOn: true }).catch(refused)
  void Taro.getScreenBrightness().then(({ value }) => {
    if (over) return
    before = value
    void Taro.setScreenBrightness({ value: Math.max(value, BRIGHT) }).catch(refused)
  }, refused)
  return () => {
    over = true
    void Taro.setKeepScreenOn({ keepScreenOn: false }).catch(refused)
    if (before !== undefined) void Taro.setScreenBrightness({ value: before }).catch(refused)
  }
}
