"""A certificate authority of the tests' own, and certificates of servers that it signs."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = timedelta(days=1)


class Authority:
    """Signs certificates; `file` is what those who trust it read (SSL_CERT_FILE)."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "ca.pem"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Rapport tests")])
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        draft = self._draft(self._name, self._key, DAY).add_extension(x509.BasicConstraints(True, None), critical=True)
        own = draft.add_extension(usage, critical=True).sign(self._key, hashes.SHA256())
        self.file.write_bytes(own.public_bytes(Encoding.PEM))

    def sign(self, host: str = "localhost", *, lives: timedelta = DAY) -> tuple[Path, Path]:
        """Files of a certificate for `host`, and of its key; with negative `lives` it is over already."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        try:
            said: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            said = x509.DNSName(host)
        draft = self._draft(name, key, lives).add_extension(x509.SubjectAlternativeName([said]), critical=False)
        server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        signed = draft.add_extension(server, critical=False).sign(self._key, hashes.SHA256())
        files = self.folder / f"{host}{lives.days}.pem", self.folder / f"{host}{lives.days}.key"
        files[0].write_bytes(signed.public_bytes(Encoding.PEM))
        files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
        return files

    def _draft(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, lives: timedelta) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        draft = x509.CertificateBuilder().subject_name(name).issuer_name(self._name).public_key(key.public_key())
        draft = draft.serial_number(x509.random_serial_number())
        return draft.not_valid_before(now - 10 * DAY).not_valid_after(now + lives)
