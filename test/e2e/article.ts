/**
 * The script of the article "Puppet Master Health Check for HAProxy", a control: it asks for the status
 * of a Puppet 3, writes its answer in pieces and never reads the request, and must be seen to fail.
 */
export function articleScript(fqdn: string): string {
  return `#!/bin/bash
puppet_status=\`/usr/bin/curl -ksS -H "Accept: pson" https://${fqdn}:8140/production/status/no_key | \\
               grep "\\"is_alive\\":true" >/dev/null 2>&1; echo $?\`

if [ "\${puppet_status}" == "0" ]
then
    /bin/echo -en "HTTP/1.1 200 OK\\r\\n"
    /bin/echo -en "Content-Type: text/plain\\r\\n"
    /bin/echo -en "Content-Length: 26\\r\\n"
    /bin/echo -en "\\r\\n"
    /bin/echo -en "Puppetmaster is running.\\r\\n"
else
    /bin/echo -en "HTTP/1.1 503 Service Unavailable\\r\\n"
    /bin/echo -en "Content-Type: text/plain\\r\\n"
    /bin/echo -en "Content-Length: 26\\r\\n"
    /bin/echo -en "\\r\\n"
    /bin/echo -en "Puppetmaster has failed.\\r\\n"
fi
`;
}

/**
 * Its xinetd service, with the balancer as the only one who may ask, as it recommends. UNLISTED stands
 * for the line in /etc/services; the word is for puppetlb's script, the article's takes none. Where no
 * cps is said xinetd takes 50 connections a second (xinetd.conf(5)); 10 here, for slow machines.
 */
export function articleService(balancer: string): string {
  return `service puppetmastercheck
{
    type = UNLISTED
    disable = no
    flags = REUSE
    socket_type = stream
    protocol = tcp
    port = 9200
    wait = no
    user = nobody
    server = /usr/local/sbin/puppetmastercheck
    server_args = --http
    only_from = ${balancer}
    cps = 10 10
    per_source = UNLIMITED
}
`;
}
