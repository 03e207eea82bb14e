import type { ApiAnswer, ApiRequest } from '@yike/shared/request'

/** Only a browser has an HTML that asks before the scripts are there. */
export const takeEarlyAnswer = (_request: ApiRequest): Promise<ApiAnswer | undefined> | undefined => undefined
export const dropEarlyAnswer = () => undefined
