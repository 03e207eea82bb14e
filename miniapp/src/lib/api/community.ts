import Taro from '@tarojs/taro'
import { toast } from '@/kit/page/toast'
import { dialled } from '@yike/shared/phones'
import { getHome } from '@yike/shared/insight/endpoints'
import type { HomeView } from '@yike/shared/insight/schemas'
import type { Feature } from '@yike/shared/territory/features'
import { call } from './api'
import { createStore } from '@/lib/storage/store'

/** The community this phone belongs to, as last heard: name, phone and the middle of its map. */
const community = createStore<HomeView['community'] | null>(null, 'community')
const unread = createStore({ notices: 0, messages: 0 })

export const useCommunity = community.use
/** The features that the community does without; none in an answer of a server before they could be switched off. */
export const useFeaturesOff = (): readonly Feature[] =>
  (community.use() as Partial<HomeView['community']> | null)?.featuresOff ?? []
export const useUnread = unread.use

/** Keeps the part of the home page's answer that every page needs. */
export function rememberHome(home: HomeView) {
  community.set(home.community)
  unread.set({ notices: home.unreadNotices, messages: home.unreadMessages })
}

/** Dials. A refusal means that the person chose not to. */
export const dial = (phone: string) => void Taro.makePhoneCall({ phoneNumber: dialled(phone) }).catch(() => undefined)

/** Reads it where another page than home, which does so itself, was opened first. Without a network it stays as last heard. */
export const readHome = () => call(getHome, {}).then(rememberHome, () => undefined)

/** Reads it where this phone does not know its community yet, so that it can be called without a network later. */
export const learnCommunity = () => (community.get() ? undefined : readHome())

/** Calls the community. A page opened from a shared card may not know its number yet and asks for it first. */
export async function callCommunity() {
  const known = community.get()
  if (known) return dial(known.phone)
  try {
    const home = await call(getHome, {})
    rememberHome(home)
    dial(home.community.phone)
  } catch {
    toast('没查到社区电话，过一会儿再试')
  }
}

/** The messages were read just now; the next answer of the home page says the same. */
export const forgetUnreadMessages = () => unread.set({ ...unread.get(), messages: 0 })
