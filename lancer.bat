@echo off
rem Ouvre le programme d un double-clic quand les fichiers .py ne s ouvrent pas avec Python.
setlocal
for %%a in (%*) do if "%%~a"=="--sans-pause" set "CLU_SANS_PAUSE=1"
pushd "%~dp0"
if errorlevel 1 goto folder
if not exist run.py goto unzip
if not exist clu_batch\app\cli.py goto unzip

rem Les versions pour lesquelles les bibliotheques existent ; a defaut, run.py dit ce qui manque.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "CLU_PYTHON="
rem Ceux d un autre programme empecheraient Python de demarrer, ou lui donneraient d autres bibliotheques.
set "PYTHONHOME="
set "PYTHONPATH="
rem Celui d un dossier tout fait passe avant ceux de l ordinateur.
if exist python\python.exe call :try python\python.exe
for %%v in (3.13 3.12 3.14 3.11) do call :try py -%%v
call :try python
call :any py -3
call :any python
if not defined CLU_PYTHON goto missing

%CLU_PYTHON% run.py %*
set "CLU_CODE=%errorlevel%"
popd
rem Les codes de run.py, qui a dit pourquoi et attendu lui-meme.
for %%c in (0 1 2 3 4 5 6 70 130) do if "%CLU_CODE%"=="%%c" exit /b %CLU_CODE%
echo.
echo Le programme s'est arrete brutalement (code %CLU_CODE%). Relancez : il verifiera d'abord ses bibliotheques.
echo Si cela se reproduit, montrez cette fenetre au service informatique. Vos classeurs n'ont pas ete touches.
call :wait
exit /b %CLU_CODE%

:try
if defined CLU_PYTHON exit /b
%* -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>&1
if "%errorlevel%"=="0" set "CLU_PYTHON=%*"
exit /b

:any
if defined CLU_PYTHON exit /b
%* --version >nul 2>&1
if "%errorlevel%"=="0" set "CLU_PYTHON=%*"
exit /b

:wait
if defined CLU_SANS_PAUSE exit /b
echo Appuyez sur une touche pour fermer cette fenetre.
pause >nul
exit /b

:missing
popd
echo Python manque sur cet ordinateur : le programme ne peut pas demarrer.
echo Demandez au service informatique d'installer Python 3.11, 3.12, 3.13 ou 3.14 (64 bits),
echo puis double-cliquez de nouveau sur ce fichier. Vos classeurs n'ont pas ete touches.
call :wait
exit /b 3

:unzip
popd
echo Le programme n'est pas complet : un de ses fichiers manque.
echo C'est ce qui arrive quand on double-clique sur un fichier a l'interieur du .zip.
echo Decompressez tout le dossier (clic droit sur le .zip, "Extraire tout"),
echo puis double-cliquez sur lancer.bat dans le dossier decompresse. Vos classeurs n'ont pas ete touches.
call :wait
exit /b 6

:folder
echo Le dossier du programme ne peut pas etre ouvert : "%~dp0"
echo Verifiez la connexion au reseau, puis double-cliquez de nouveau sur ce fichier.
call :wait
exit /b 3
