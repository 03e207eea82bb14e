import { SettingsError } from '../settings-error'
import type { MessageDeclaration, MessageDeclarations } from '@yike/shared/messages/declaration'

let declared: MessageDeclarations = {}

/** Takes the kinds of message that the domains declare. */
export const useDeclarations = (all: MessageDeclarations) => void (declared = all)

/** The declaration of a kind; null for one that an older version sent. */
export const declarationOf = (kind: string): MessageDeclaration | null => declared[kind] ?? null

/** The word of its tag. */
export const labelOf = (kind: string) => declarationOf(kind)?.label ?? '消息'

/** Every kind that a domain declares. */
export const declaredKinds = () => Object.keys(declared)

/** The kinds that leave by SMS where the office names no others. */
export const kindsBySms = () => Object.keys(declared).filter((kind) => declared[kind]!.sms)

/** Refuses, by name, a setting that mentions a kind of message that no domain declares. */
export function checkKinds(setting: string, kinds: readonly string[]) {
  const unknown = kinds.find((kind) => !declarationOf(kind))
  if (unknown) throw new SettingsError(`${setting} 里的 ${unknown} 不是一种消息。能写的：${declaredKinds().join('、')}`)
}
