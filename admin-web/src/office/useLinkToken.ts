import { useState } from 'react'

/** The secret of a link follows the `#`, which no server log sees. */
export const useLinkToken = () => useState(() => window.location.hash.slice(1))[0]
