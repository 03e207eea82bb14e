/**
 * WeChat demands this folder for a tab bar of one's own. The bar itself stands in kit/page, so that both platforms draw
 * it in one tree, with the reader's text size and theme, and without a second setData.
 */
export default function CustomTabBar() {
  return null
}
