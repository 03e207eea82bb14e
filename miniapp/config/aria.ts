import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
import { ARIA } from './aria-attributes'

interface Platform {
  template?: { mergeComponents: (ctx: IPluginContext, patch: object) => void }
  runtimePath: string | string[]
}

/** Lets the names that screen readers speak reach WXML: Taro's own templates leave `aria-*` out. */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, ARIA)
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'aria-runtime')].flat()
    },
  })
}
