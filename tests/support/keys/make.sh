#!/bin/sh
# Makes the keys and certificates of this folder anew. They sign nothing but the tests' own messages.
#
#   cd tests/support/keys && sh make.sh
#
# Every text that quotes a fingerprint changes with them, so this is run only to add a key: the
# existing files are left alone.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { # NAME OPENSSL-OPTIONS…
    name=$1
    shift
    [ -e "$name.key" ] || openssl genpkey "$@" -out "$name.key" 2>/dev/null
}

# NAME KEY FROM TO DIGEST EXTENSIONS
certificate() {
    [ -e "$1.crt" ] && return
    cat >"$work/ca.cnf" <<END
[ca]
default_ca = own
[own]
database = $work/index
new_certs_dir = $work
serial = $work/serial
policy = any
unique_subject = no
x509_extensions = extensions
[any]
organizationName = supplied
commonName = supplied
[extensions]
$6
END
    : >"$work/index"
    printf '%s' "$1" | cksum | cut -d ' ' -f 1 | xargs printf '%08X\n' >"$work/serial"
    openssl req -new -key "$2.key" -subj "/O=Throw-away test keys/CN=$1.test" -out "$work/request"
    openssl ca -batch -notext -selfsign -config "$work/ca.cnf" -keyfile "$2.key" \
        -in "$work/request" -startdate "$3" -enddate "$4" -md "$5" -out "$1.crt" 2>/dev/null
}

rsa() { key "$1" -algorithm RSA -pkeyopt "rsa_keygen_bits:$2"; }
ec() { key "$1" -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -pkeyopt ec_param_enc:named_curve; }

rsa idp 2048
rsa other 2048
rsa old 2048
rsa sp 2048
rsa weak 1024
rsa tiny 512
ec ec256 P-256
ec ec384 P-384
ec ec521 P-521
key ed25519 -algorithm ED25519

# The key `sp` with the passphrase `throw-away`.
[ -e locked.key ] || openssl pkcs8 -topk8 -in sp.key -v2 aes-256-cbc -v2prf hmacWithSHA256 \
    -passout pass:throw-away -out locked.key

plain='subjectKeyIdentifier = hash'
for name in idp other old sp weak tiny ec256 ec384 ec521; do
    certificate "$name" "$name" 20250101000000Z 20350101000000Z sha256 "$plain"
done
certificate ed25519 ed25519 20250101000000Z 20350101000000Z default "$plain"

# Certificates of the key `idp`, each with one thing about it.
certificate expired idp 20230101000000Z 20260101000000Z sha256 "$plain"
certificate future idp 20270101000000Z 20350101000000Z sha256 "$plain"
certificate soon idp 20250101000000Z 20260201000000Z sha256 "$plain"
certificate later idp 20250101000000Z 20260401000000Z sha256 "$plain"
# An earlier certificate of the key `old`, over when the certificate of `idp` is in its second year.
certificate last-year old 20240101000000Z 20260101000000Z sha256 "$plain"
certificate usage idp 20250101000000Z 20350101000000Z sha256 'keyUsage = keyEncipherment'
certificate sha1 idp 20250101000000Z 20350101000000Z sha1 "$plain"

# The subject that Okta gives to the certificates of its customers.
[ -e okta.crt ] || openssl req -new -x509 -key idp.key -sha256 -days 3650 -out okta.crt \
    -subj "/C=US/ST=California/L=San Francisco/O=Okta/OU=SSOProvider/CN=acme/emailAddress=info@okta.com"
