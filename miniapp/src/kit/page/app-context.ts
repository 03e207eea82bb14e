import { createContext, useContext, type ComponentType } from 'react'

interface Tab {
  /** Page, as in app.config: `tabs/home`. */
  page: string
  text: string
  icon: string
  /** Unread; 0 for none. */
  count: number
}

/** The context of every page: how the reader wants it drawn, and the targets of its bars. Set once, by the app. */
export interface AppContext {
  elder: boolean
  theme: 'auto' | 'light' | 'dark'
  /** The reader's own text size: 1, 1.15, 1.3 or 1.5. */
  k: number
  online: boolean
  tabs: readonly Tab[]
  /** Calls a person: the community's phone. Absent while its number can neither be known nor asked for. */
  onCall?: () => void
  /** Draws the name of the member of staff who reads over a page. */
  ReaderMark?: ComponentType
}

const Context = createContext<AppContext>({
  elder: false,
  theme: 'auto',
  k: 1,
  online: true,
  tabs: [],
})

export const AppContextProvider = Context.Provider
export const useAppContext = () => useContext(Context)
