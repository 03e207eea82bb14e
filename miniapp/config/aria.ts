import type { IPluginContext } from '@tarojs/service'

/**
 * Lets the names that screen readers speak reach WXML: Taro's own templates leave `aria-*` out. Only on `view`, because
 * everything of ours that can be tapped or speaks for itself is one.
 */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: { template?: { mergeComponents(ctx: IPluginContext, patch: object): void } }) {
      platform.template?.mergeComponents(ctx, {
        View: { 'aria-role': '', 'aria-label': '', 'aria-checked': '', 'aria-disabled': '' },
      })
    },
  })
}
