import { mergeInternalComponents } from '@tarojs/shared'
import { ARIA } from './aria-attributes'

// Templates and runtime number the attributes of a component by the same list: both have to know the same ones.
mergeInternalComponents(ARIA)
