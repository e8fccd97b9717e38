; Inno Setup 6: makes bukti-setup.exe on Windows, after `pyinstaller pyinstaller.spec` there:
;   iscc /DVersion=0.1.0 deploy\desktop\bukti.iss
; Installs for this user alone, so that no administrator is needed; vaults lie elsewhere and are never touched, also not when it is removed.
#ifndef Version
  #error Name the version: iscc /DVersion=0.1.0 deploy\desktop\bukti.iss
#endif

[Setup]
AppId={{6B0C4B0E-5D3C-4C56-9C1B-2F2B2A3D9E71}
AppName=Bukti
AppVersion={#Version}
AppPublisher=Bukti
DefaultDirName={autopf}\Bukti
DefaultGroupName=Bukti
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
LicenseFile=..\..\LICENSE
SourceDir=.
OutputDir=..\..\dist
OutputBaseFilename=bukti-setup
Compression=lzma2
SolidCompression=yes
CloseApplications=yes
UninstallDisplayIcon={app}\bukti.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[UninstallDelete]
; newer versions that came by an update; the vaults lie beside that folder
Type: filesandordirs; Name: "{localappdata}\bukti\program"

[Files]
Source: "..\..\dist\bukti\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "..\..\LICENSE"; DestDir: "{app}"

[Icons]
Name: "{group}\Bukti"; Filename: "{app}\bukti.exe"
Name: "{userdesktop}\Bukti"; Filename: "{app}\bukti.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\bukti.exe"; Description: "{cm:LaunchProgram,Bukti}"; Flags: nowait postinstall skipifsilent
