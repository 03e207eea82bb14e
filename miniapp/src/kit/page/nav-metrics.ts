import Taro from '@tarojs/taro'

/** The position of the bar: its title is level with WeChat's capsule and never under it. In dp. */
export function navMetrics() {
  const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  return {
    top: statusBarHeight,
    height: capsule.height + 2 * (capsule.top - statusBarHeight),
    side: windowWidth - capsule.left + 4,
  }
}
