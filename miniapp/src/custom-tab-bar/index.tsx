/**
 * WeChat demands this folder for a custom tab bar. The bar itself is in kit/page, so that both platforms draw it in one
 * tree, with the reader's text size and theme, and without a second setData.
 */
export default function CustomTabBar() {
  return null
}
