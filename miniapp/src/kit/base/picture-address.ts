import { API_BASE_PATH } from '@yike/shared/endpoint'

/** The address that WeChat can load: the API gives paths, which only a browser completes by itself. */
export const pictureAddress = (src: string) => (src.startsWith(API_BASE_PATH) ? `${API_ORIGIN}${src}` : src)
