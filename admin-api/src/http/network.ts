/** The holder of an IPv6 network (/64) has as many addresses as they like: the network counts as one caller. */
export const networkOf = (ip: string) => {
  const address = ip.replace(/^::ffff:/, '')
  return address.includes(':') ? `${address.split(':').slice(0, 4).join(':')}::/64` : address
}
