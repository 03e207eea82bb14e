import Taro from '@tarojs/taro'

/** Where the bar must lie so that its title stands level with WeChat's capsule and never under it. In dp. */
export function navMetrics() {
  const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  return {
    top: statusBarHeight,
    height: capsule.height + 2 * (capsule.top - statusBarHeight),
    side: windowWidth - capsule.left + 4,
  }
}
